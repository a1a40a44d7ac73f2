using System.Globalization;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects.Foreign;

namespace Messaging.Benchmarks.Subjects.Libzmq;

/// <summary>Our client on <c>zmq://</c>, calling a server in C on libzmq.</summary>
internal sealed class ToLibzmqSubject(int port, string topic) : IApartSubject
{
    private readonly CProgram _peer = new();
    private readonly MessagingSubject _ours = new("zmq-client", $"zmq://127.0.0.1:{port}", topic);
    private LineProcess? _server;

    public string Name => _ours.Name;

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        await _peer.CompileAsync("peer.c");
        _server = await _peer.StartAsync("serve", port.ToString(CultureInfo.InvariantCulture), topic);
    }

    public Task ConnectAsync(CancellationToken cancellationToken) => _ours.ConnectAsync(cancellationToken);

    public ValueTask<string> CallAsync(string payload) => _ours.CallAsync(payload);

    public ValueTask<Usage> ReadServerAsync() => new(new Usage(new ProcessClock(_server!.Id).Read() ?? TimeSpan.Zero, 0, 0, 0, 0));

    public async ValueTask DisposeAsync()
    {
        await _ours.DisposeAsync();
        await (_server?.DisposeAsync() ?? default);
        _peer.Dispose();
    }
}
