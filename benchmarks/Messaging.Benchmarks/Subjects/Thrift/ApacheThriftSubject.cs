using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Thrift;
using Thrift.Protocol;
using Thrift.Server;
using Thrift.Transport;
using Thrift.Transport.Client;
using Thrift.Transport.Server;

namespace Messaging.Benchmarks.Subjects.Thrift;

/// <summary>
/// Apache's own client and server for .NET, binary and framed: the server that has its clients on the thread pool, and either one
/// connection, whose callers take turns, or as many connections as there are callers.
/// </summary>
internal sealed class ApacheThriftSubject(int port, bool isPool) : ISubject
{
    private readonly ConcurrentBag<EchoClient> _idle = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private TThreadPoolAsyncServer? _server;
    private Task _serving = Task.CompletedTask;

    public string Name => isPool ? "apachethrift-pool" : "apachethrift";

    public Task ServeAsync(CancellationToken cancellationToken)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.NoDelay = true;     // Accepted sockets have it too, as of Apache's own listener.
        listener.Start();
        _server = new TThreadPoolAsyncServer(
            new EchoProcessor(),
            new TServerSocketTransport(listener, new TConfiguration()),
            new TFramedTransport.Factory(),
            new TBinaryProtocol.Factory());
        _serving = _server.ServeAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task ConnectAsync(CancellationToken cancellationToken) => _idle.Add(await ConnectOneAsync(cancellationToken));

    public async ValueTask<string> CallAsync(string payload)
    {
        if (!isPool)
        {
            await _turn.WaitAsync();
        }

        if (!_idle.TryTake(out var client))
        {
            client = await ConnectOneAsync(CancellationToken.None);
        }

        try
        {
            return await client.EchoAsync(payload, CancellationToken.None);
        }
        finally
        {
            _idle.Add(client);
            if (!isPool)
            {
                _turn.Release();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _idle)
        {
            client.Dispose();
        }

        await _stop.CancelAsync();
        _server?.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task<EchoClient> ConnectOneAsync(CancellationToken cancellationToken)
    {
        var client = new EchoClient(
            new TBinaryProtocol(new TFramedTransport(new TSocketTransport(IPAddress.Loopback, port, new TConfiguration()))));
        await client.OpenTransportAsync(cancellationToken);
        return client;
    }
}
