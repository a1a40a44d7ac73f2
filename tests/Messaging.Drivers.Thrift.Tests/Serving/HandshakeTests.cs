using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Serving;

/// <summary>The outage of a server that waited for handshakes where it accepts: here, clients that never begin one, or stop in the middle, harm no one.</summary>
public sealed class HandshakeTests : ThriftTest
{
    private static readonly byte[] HelloBegun = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3];

    [Fact]
    public async Task Five_hundred_clients_that_never_begin_and_as_many_that_stop_in_the_middle_harm_no_one()
    {
        var files = TestCertificates.Create();
        await ServeAsync($"thrifts://127.0.0.1:{Port}/?ssl_cert_file={files.Certificate}&ssl_key_file={files.Key}&handshake_timeout=600");
        var stalled = new List<RawPeer>();
        for (var i = 0; i < 1000; i++)
        {
            var peer = await RawPeer.ConnectAsync(Port);
            stalled.Add(peer);
            if (i % 2 == 0)
            {
                await peer.SendAsync(HelloBegun);
            }
        }

        // Each of these is a connection and a handshake of its own.
        for (var i = 0; i < 20; i++)
        {
            var transport = await OpenAsync($"thrifts://127.0.0.1:{Port}/?ssl_ca_file={files.Authority}");
            var client = new RpcClient(transport, new Target { Topic = "tester" }, new RpcClientOptions { Timeout = WaitLimit.Default });
            Assert.Equal(i, await client.CallAsync<int>(null, "add", new { a = i, b = 0 }).WithinLimit());
        }

        stalled.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task Clients_that_come_and_go_in_the_middle_of_the_handshake_harm_no_call()
    {
        var files = TestCertificates.Create();
        await ServeAsync($"thrifts://127.0.0.1:{Port}/?ssl_cert_file={files.Certificate}&ssl_key_file={files.Key}");
        var client = await ClientAsync($"thrifts://127.0.0.1:{Port}/?ssl_ca_file={files.Authority}");
        var leaving = Task.Run(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                using var peer = await RawPeer.ConnectAsync(Port);
                await peer.SendAsync(HelloBegun);
            }
        }, TestContext.Current.CancellationToken);

        var answered = 0;
        do
        {
            Assert.Equal(answered, await client.CallAsync<int>(null, "add", new { a = answered, b = 0 }).WithinLimit());
            answered++;
        }
        while (!leaving.IsCompleted || answered < 100);

        await leaving;
    }

    [Fact]
    public async Task A_handshake_has_its_time_and_the_oldest_gives_way_when_there_are_too_many()
    {
        var files = TestCertificates.Create();
        await ServeAsync(
            $"thrifts://127.0.0.1:{Port}/?ssl_cert_file={files.Certificate}&ssl_key_file={files.Key}&handshake_timeout=0.2&max_pending_handshakes=1");
        using var first = await RawPeer.ConnectAsync(Port);
        using var second = await RawPeer.ConnectAsync(Port);

        Assert.Empty(await first.ReadToEndAsync());
        Assert.Empty(await second.ReadToEndAsync());
        Assert.Contains("handshake", (await Log.WaitForAsync("ClientRefused")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_tls_is_refused_with_a_reason_and_so_are_too_many()
    {
        var files = TestCertificates.Create();
        await ServeAsync($"thrifts://127.0.0.1:{Port}/?ssl_cert_file={files.Certificate}&ssl_key_file={files.Key}&max_clients=1");
        using var plain = await RawPeer.ConnectAsync(Port);
        await plain.SendAsync(RawPeer.Frame(RawPeer.Add));
        plain.EndSending();
        await plain.ReadToEndAsync();
        var logged = await Log.WaitForAsync("ClientRefused");

        using var one = await RawPeer.ConnectAsync(Port);
        using var more = await RawPeer.ConnectAsync(Port);
        Assert.Empty(await more.ReadToEndAsync());

        Assert.Contains("TLS", logged.Message, StringComparison.Ordinal);
    }
}
