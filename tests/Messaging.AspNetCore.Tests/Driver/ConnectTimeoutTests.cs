using System.Net;
using System.Net.Sockets;
using Messaging.AspNetCore.Tests.Support;

namespace Messaging.AspNetCore.Tests.Driver;

/// <summary>A gateway that takes connections and says nothing.</summary>
public sealed class ConnectTimeoutTests
{
    [Fact]
    public async Task A_gateway_that_never_ends_its_handshake_is_not_reached()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var transport = await HttpTransports.OpenAsync($"https://127.0.0.1:{port}/rpc?connect_timeout=0.2&grace=0.1");

        var call = await Assert.ThrowsAsync<NoServerException>(() => transport.Calc().CallAsync("add"));
        var cast = await Assert.ThrowsAsync<DeliveryException>(() => transport.Calc().CastAsync("add"));

        Assert.Contains($"https://127.0.0.1:{port}/rpc: no connection within 0.2 s.", call.Message, StringComparison.Ordinal);
        Assert.Contains("no connection within 0.2 s.", cast.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_gateway_is_asked_instead()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var closed = await HttpTransports.OpenAsync($"https://127.0.0.1:{port},127.0.0.1:{FreePorts.Next()}/rpc?connect_timeout=0.2&grace=0.1");

        var call = await Assert.ThrowsAsync<NoServerException>(() => closed.Calc().CallAsync("add"));

        Assert.Contains("no connection within 0.2 s.", call.Message, StringComparison.Ordinal);
        Assert.Contains("Connection refused", call.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_meanwhile_ends_as_cancelled()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var transport = await HttpTransports.OpenAsync($"https://127.0.0.1:{port}/rpc?connect_timeout=60");
        using var cancel = new CancellationTokenSource();

        var call = transport.Calc().CallAsync("add", cancellationToken: cancel.Token);
        using var accepted = await silent.AcceptTcpClientAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
