using Messaging;
using Messaging.Drivers.Thrift;
using SessionManager.Peering;

namespace SessionManager;

/// <summary>The manager: Thrift clients on one side, the peer on the other.</summary>
internal static class ServeCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        using var stop = new StopSignal();
        var sessions = new SessionTable();
        await using var peer = new PeerLink(arguments.Socket, sessions.AnswerAsync, Console.WriteLine);
        peer.Start();

        ThriftDriver.Register();
        var service = ThriftService.Load(Path.Combine(AppContext.BaseDirectory, "sessions.thrift"));
        var options = new TransportOptions { DriverOptions = new ThriftOptions { Services = { ["sessions"] = service } } };
        await using var transport = await Transport.OpenAsync(arguments.Url, options);
        await using var endpoint = new SessionEndpoint(peer, sessions);
        await using var server = new RpcServer(transport, new Target { Topic = "sessions", Server = Environment.MachineName }, endpoint);
        await server.StartAsync();
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
