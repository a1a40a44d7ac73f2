using Messaging.Drivers;

namespace Messaging.Benchmarks.Micro;

/// <summary>
/// A driver without a line: it keeps what the client would send and the receiver that would get it, for the benchmark to use.
/// </summary>
internal sealed class LoopbackDriver : IDriver, IDriverFactory, IListener
{
    public IReadOnlyList<string> Schemes { get; } = ["loopback"];

    /// <summary>The last call that was made. It gets no answer.</summary>
    public OutgoingMessage? LastCall { get; private set; }

    /// <summary>The server that listens.</summary>
    public IMessageReceiver? Receiver { get; private set; }

    /// <summary>A transport whose calls go no further than this driver.</summary>
    public Transport Open(TimeProvider? time = null)
    {
        var drivers = new DriverRegistry();
        drivers.Register(this);
        return Transport.Create("loopback://", new TransportOptions { Drivers = drivers, TimeProvider = time ?? TimeProvider.System });
    }

    public IDriver Create(TransportUrl url, DriverContext context) => this;

    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        LastCall = message;
        return new ValueTask<Reply>(new TaskCompletionSource<Reply>().Task);
    }

    public Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IListener> ListenAsync(Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        Receiver = receiver;
        return Task.FromResult<IListener>(this);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
