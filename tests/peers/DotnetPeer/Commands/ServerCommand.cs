using System.CommandLine;
using DotnetPeer.Driving;

namespace DotnetPeer.Commands;

/// <summary><c>server</c>: what oslo_server.py does.</summary>
internal static class ServerCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var topic = new Option<string>("--topic") { Required = true };
        var server = new Option<string>("--server") { DefaultValueFactory = _ => "server1" };
        var exchange = new Option<string?>("--exchange") { Description = "Default: the control exchange, 'openstack'." };
        var policy = new Option<string>("--access-policy") { DefaultValueFactory = _ => "default" };
        policy.AcceptOnlyFromAmong("default", "explicit", "legacy");
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 64 };
        var ping = new Option<bool>("--ping") { Description = "Serve oslo_rpc_server_ping." };
        var lifetime = new Option<double?>("--lifetime") { Description = "Stop after this many seconds." };
        var command = new Command("server", "An RPC server; says ready, dispatch for each call, and stopped.")
        {
            topic, server, exchange, policy, threads, ping, lifetime,
        };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var described = new PeerCommand
            {
                Topic = parsed.GetRequiredValue(topic),
                Server = parsed.GetRequiredValue(server),
                Exchange = parsed.GetValue(exchange),
                AccessPolicy = parsed.GetRequiredValue(policy),
                Threads = parsed.GetRequiredValue(threads),
                Ping = parsed.GetValue(ping),
            };
            await using var transport = await common.OpenAsync(parsed, [], cancellationToken);
            await using var running = PeerServer.Create(transport, described);
            await running.StartAsync(cancellationToken);
            Output.Emit(new Dictionary<string, object?>
            {
                ["event"] = "ready",
                ["topic"] = described.Topic,
                ["server"] = described.Server,
                ["exchange"] = described.Exchange ?? "openstack",
            });
            await WaitAsync(parsed.GetValue(lifetime), cancellationToken);
            await running.StopAsync(CancellationToken.None);
            Output.Emit(new Dictionary<string, object?> { ["event"] = "stopped" });
            return 0;
        });
        return command;
    }

    /// <summary>Until the time is over or a signal comes, which fires the token.</summary>
    private static async Task WaitAsync(double? seconds, CancellationToken cancellationToken) =>
        await Task.Delay(seconds is { } given ? TimeSpan.FromSeconds(given) : Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
