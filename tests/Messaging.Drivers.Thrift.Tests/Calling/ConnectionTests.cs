using System.Net;
using System.Net.Sockets;
using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Calling;

/// <summary>Connections to servers: pooled, shared, lost, and opened again.</summary>
public sealed class ConnectionTests : ThriftTest
{
    private static readonly ThriftService Slow = ThriftService.Parse("service Slow { string wait(1: string name) oneway void tell(1: string text) }");
    private static readonly ThriftOptions SlowOptions = new() { Services = { [ThriftOptions.AnyTopic] = Slow }, Grace = WaitLimit.Default };

    [Fact]
    public async Task Many_calls_are_out_at_once_over_one_connection_to_our_server()
    {
        var point = new Waiting();
        await ServeAsync(Url, point, SlowOptions);
        await using var proxy = TcpProxy.Start(Port);
        var client = await ClientAsync($"thrift://127.0.0.1:{proxy.Port}/?pipelining=true", SlowOptions);

        var calls = Enumerable.Range(0, 50).Select(i => client.CallAsync<string>(null, "wait", new { name = $"{i}" })).ToList();
        await point.ArrivedAsync(50);
        point.Release();

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), await Task.WhenAll(calls).WithinLimit());
        Assert.Equal(1, proxy.OpenConnections);
    }

    [Fact]
    public async Task To_other_servers_there_is_one_call_a_connection_and_no_more_connections_than_are_allowed()
    {
        var point = new Waiting();
        await ServeAsync(Url, point, SlowOptions);
        var client = await ClientAsync(Url + "/?connections=3", SlowOptions);

        var calls = Enumerable.Range(0, 10).Select(i => client.CallAsync<string>(null, "wait", new { name = $"{i}" })).ToList();
        await point.ArrivedAsync(3);
        Assert.Equal(3, point.Count);
        point.Release();

        Assert.Equal(10, (await Task.WhenAll(calls).WithinLimit()).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?pipelining=true")]
    public async Task A_call_whose_connection_is_lost_fails_at_once_and_the_next_one_connects_again(string query)
    {
        var point = new Waiting();
        await ServeAsync(Url, point, SlowOptions);
        await using var proxy = TcpProxy.Start(Port);
        var client = await ClientAsync($"thrift://127.0.0.1:{proxy.Port}/{query}", SlowOptions);
        var call = client.CallAsync<string>(null, "wait", new { name = "first" });
        await point.ArrivedAsync(1);

        proxy.CutAll();

        await Assert.ThrowsAsync<ConnectionLostException>(() => call.WithinLimit());
        point.Release();
        Assert.Equal("second", await client.CallAsync<string>(null, "wait", new { name = "second" }).WithinLimit());
    }

    [Fact]
    public async Task A_call_that_may_run_twice_is_made_again_when_its_connection_was_lost()
    {
        var point = new Waiting();
        await ServeAsync(Url, point, SlowOptions);
        await using var proxy = TcpProxy.Start(Port);
        var client = (await ClientAsync($"thrift://127.0.0.1:{proxy.Port}", SlowOptions)).With(idempotent: true);
        var call = client.CallAsync<string>(null, "wait", new { name = "again" });
        await point.ArrivedAsync(1);

        proxy.CutAll();
        await point.ArrivedAsync(2);
        point.Release();

        Assert.Equal("again", await call.WithinLimit());
    }

    [Fact]
    public async Task A_caller_that_gives_up_has_its_method_cancelled_and_the_next_call_another_connection()
    {
        var point = new Waiting();
        await ServeAsync(Url, point, SlowOptions);
        var client = await ClientAsync(Url + "/?connections=1", SlowOptions);
        using var cancel = new CancellationTokenSource();
        var call = client.CallAsync<string>(null, "wait", new { name = "given up" }, cancel.Token);
        await point.ArrivedAsync(1);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WithinLimit());
        await point.CancelledAsync();
        point.Release();
        Assert.Equal("next", await client.CallAsync<string>(null, "wait", new { name = "next" }).WithinLimit());
    }

    [Fact]
    public async Task A_server_that_is_silent_is_a_timeout_that_says_what_we_speak()
    {
        using var silent = new TcpListener(IPAddress.Loopback, Port);
        silent.Start();
        var client = (await ClientAsync(Url, SlowOptions)).With(timeout: TimeSpan.FromMilliseconds(300));

        var error = await Assert.ThrowsAsync<CallTimeoutException>(() => client.CallAsync(null, "wait", new { name = "x" }).WithinLimit());

        Assert.Contains("We speak binary, framed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosts_that_cannot_be_reached_are_passed_over_and_none_at_all_is_no_server()
    {
        await ServeAsync(Url, new Waiting().Released(), SlowOptions);
        var closed = FreePorts.Next();
        var client = await ClientAsync($"thrift://127.0.0.1:{closed},127.0.0.1:{Port}", SlowOptions);
        var alone = await ClientAsync($"thrift://127.0.0.1:{closed}/?grace=0.2", SlowOptions);

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("x", await client.CallAsync<string>(null, "wait", new { name = "x" }).WithinLimit());
        }

        var error = await Assert.ThrowsAsync<NoServerException>(() => alone.CallAsync(null, "wait", new { name = "x" }).WithinLimit());
        Assert.Contains($"127.0.0.1:{closed}: Connection refused", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NoServerException>(() => alone.CastAsync(null, "tell", new { text = "x" }).WithinLimit());
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_an_error_that_says_so()
    {
        var files = TestCertificates.Create();
        await ServeAsync($"thrifts://127.0.0.1:{Port}/?ssl_cert_file={files.Certificate}&ssl_key_file={files.Key}", new Waiting(), SlowOptions);
        var client = await ClientAsync($"thrifts://127.0.0.1:{Port}", SlowOptions);
        var http = await ClientAsync($"thrift+https://127.0.0.1:{Port}", SlowOptions);

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => client.CallAsync(null, "wait", new { name = "x" }).WithinLimit());
        var second = await Assert.ThrowsAsync<ConnectionFailedException>(() => http.CallAsync(null, "wait", new { name = "x" }).WithinLimit());

        Assert.Contains("ssl_ca_file", error.Message, StringComparison.Ordinal);
        Assert.Contains("ssl_ca_file", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_of_a_server_that_speaks_HTTP_1_0_is_not_used_again()
    {
        using var server = new TcpListener(IPAddress.Loopback, Port);
        server.Start();
        var client = await ClientAsync($"thrift+http://127.0.0.1:{Port}");
        byte[] answer =
        [
            .. "HTTP/1.0 200 OK\r\nContent-Length: 20\r\n\r\n"u8, 0x80, 1, 0, 2, 0, 0, 0, 7, .. "nothing"u8, 0, 0, 0, 1, 0,
        ];
        var connections = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
        {
            // It stays open on the server's side: only the client knows that it is not to be used again.
            var call = client.CallAsync(null, "nothing");
            var connection = await server.AcceptTcpClientAsync().WaitAsync(WaitLimit.Default);
            connections.Add(connection);
            var received = new byte[1024];
            while (!System.Text.Encoding.ASCII.GetString(received).Contains("nothing", StringComparison.Ordinal))
            {
                Assert.True(await connection.GetStream().ReadAsync(received) > 0);
            }

            await connection.GetStream().WriteAsync(answer);
            Assert.True((await call.WithinLimit()).IsNull);
        }

        connections.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task A_user_whom_the_server_does_not_let_in_is_an_error_without_the_password()
    {
        await ServeAsync($"thrift+http://anna:right@127.0.0.1:{Port}/rpc", new Waiting().Released(), SlowOptions);
        var good = await ClientAsync($"thrift+http://anna:right@127.0.0.1:{Port}/rpc", SlowOptions);
        var bad = await ClientAsync($"thrift+http://anna:wrong-secret@127.0.0.1:{Port}/rpc", SlowOptions);
        var lost = await ClientAsync($"thrift+http://anna:right@127.0.0.1:{Port}/other", SlowOptions);

        Assert.Equal("x", await good.CallAsync<string>(null, "wait", new { name = "x" }).WithinLimit());
        var refused = await Assert.ThrowsAsync<ConnectionFailedException>(() => bad.CallAsync(null, "wait", new { name = "x" }).WithinLimit());
        var missing = await Assert.ThrowsAsync<DeliveryException>(() => lost.CallAsync(null, "wait", new { name = "x" }).WithinLimit());

        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("404", missing.Message, StringComparison.Ordinal);
    }
}
