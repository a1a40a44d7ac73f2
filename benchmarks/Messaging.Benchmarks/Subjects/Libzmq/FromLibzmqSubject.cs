using System.Globalization;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Measuring.Rounds;
using Messaging.Benchmarks.Subjects.Foreign;

namespace Messaging.Benchmarks.Subjects.Libzmq;

/// <summary>A client in C on libzmq, calling our server on <c>zmq://</c>.</summary>
internal sealed class FromLibzmqSubject(int port, string topic) : IForeignSubject
{
    private readonly CProgram _peer = new();
    private readonly MessagingSubject _ours = new("zmq-server", $"zmq://127.0.0.1:{port}", topic);
    private LineProcess? _client;

    public string Name => _ours.Name;

    public bool ServesHere => true;

    public Task ServeAsync(CancellationToken cancellationToken) => _ours.ServeAsync(cancellationToken);

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _peer.CompileAsync("peer.c");
        _client = await _peer.StartAsync("call", port.ToString(CultureInfo.InvariantCulture), topic);
    }

    public async Task<ForeignRound> RunRoundAsync(Load load, TimeSpan time) =>
        ForeignLine.Read(await _client!.AskAsync(string.Create(
            CultureInfo.InvariantCulture, $"{load.Callers} {load.Payload} {time.TotalSeconds}")));

    public async ValueTask DisposeAsync()
    {
        await (_client?.DisposeAsync() ?? default);
        await _ours.DisposeAsync();
        _peer.Dispose();
    }
}
