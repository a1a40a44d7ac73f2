using System.Net.Sockets;
using Messaging.DriverContract;
using Messaging.Drivers.ZeroMq.Tests.Interop;
using Messaging.Drivers.ZeroMq.Tests.Support;

namespace Messaging.Drivers.ZeroMq.Tests.Addressing;

/// <summary>Servers of the same machine, behind a file.</summary>
public sealed class IpcTests : ZeroMqTest
{
    private readonly string _file = SocketFiles.Next();

    private string Url => $"zmq+ipc://{_file}";

    [Fact]
    public async Task A_server_behind_a_file_is_called_and_takes_the_file_with_it()
    {
        var transport = (await ServeAsync(Url, "s", null, new RpcServerOptions(), Echo())).Transport;

        Assert.Equal(1, await (await ClientAsync(Url)).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());

        await transport.DisposeAsync();
        Assert.False(File.Exists(_file));
    }

    [Fact]
    public async Task The_file_of_a_server_that_was_killed_is_no_obstacle()
    {
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(_file + "x"));
            File.Move(_file + "x", _file);
        }

        Assert.True(File.Exists(_file));

        await ServeAsync(Url, "s", null, new RpcServerOptions(), Echo());

        Assert.Equal(1, await (await ClientAsync(Url)).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
    }

    [Fact]
    public async Task A_file_that_another_listens_on_is_an_error()
    {
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(_file));
        other.Listen();

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => ServeAsync(Url, "s", null, new RpcServerOptions(), Echo()));

        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_socket_stays()
    {
        await File.WriteAllTextAsync(_file, "of somebody");

        await Assert.ThrowsAsync<ConnectionFailedException>(() => ServeAsync(Url, "s", null, new RpcServerOptions(), Echo()));

        Assert.Equal("of somebody", await File.ReadAllTextAsync(_file));
    }

    [Theory]
    [InlineData("zmq+ipc://", "needs the path")]
    [InlineData("zmq+ipc://host:5555/x", "no host")]
    [InlineData("zmq+ipc:///{0}", "cannot be a socket")]
    public async Task A_path_that_cannot_be_is_an_error_of_the_url(string url, string reason)
    {
        var error = await Assert.ThrowsAsync<InvalidTransportUrlException>(() => OpenAsync(string.Format(null, url, new string('p', 200))));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Libzmq_calls_us_and_we_call_libzmq()
    {
        await ServeAsync(Url, "s", null, new RpcServerOptions(), Echo());
        LibzmqPeer.AssertOk(
            await LibzmqPeer.CallAsync($"ipc://{_file}", Topic, ["--at-once", "200", "--sizes", "1,100000"]), lines: 2, each: 200);
        var file = SocketFiles.Next();
        await using var peer = await LibzmqPeer.ServeAsync($"ipc://{file}", Topic);

        Assert.Equal(1, await (await ClientAsync($"zmq+ipc://{file}")).CallAsync<int>(null, "echo", new { value = 1 }).WithinLimit());
    }
}
