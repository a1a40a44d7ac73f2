using Messaging.Drivers;

namespace Messaging.Hosting.Tests.Support;

/// <summary>Passes everything on to the in-memory driver, once the broker is there.</summary>
internal sealed class MoodyDriver(MoodyDriverFactory mood, IDriver inner) : IDriver, IConnectedDriver
{
    public IReadOnlyList<ConnectionState> Connections => mood.Connections;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (mood.Silent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        ThrowIfDown();
        await inner.ConnectAsync(cancellationToken);
    }

    public ValueTask<Reply> CallAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return inner.CallAsync(message, cancellationToken);
    }

    public Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return inner.SendAsync(message, cancellationToken);
    }

    public Task<IListener> ListenAsync(Target target, ListenOptions options, IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return inner.ListenAsync(target, options, receiver, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        mood.Disposed++;
        return inner.DisposeAsync();
    }

    private void ThrowIfDown()
    {
        if (mood.Failure is { } failure)
        {
            throw failure;
        }
    }
}
