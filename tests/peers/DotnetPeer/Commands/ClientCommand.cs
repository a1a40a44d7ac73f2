using System.CommandLine;
using System.Diagnostics;
using DotnetPeer.Driving;

namespace DotnetPeer.Commands;

/// <summary><c>client</c>: what oslo_client.py does.</summary>
internal static class ClientCommand
{
    private const int SomeRaised = 3;

    public static Command Create()
    {
        var common = new CommonOptions();
        var kind = new Argument<string>("kind");
        kind.AcceptOnlyFromAmong("call", "cast", "fanout");
        var method = new Argument<string>("method");
        var topic = new Option<string>("--topic") { Required = true };
        var exchange = new Option<string?>("--exchange");
        var server = new Option<string?>("--server");
        var @namespace = new Option<string?>("--namespace");
        var version = new Option<string?>("--version");
        var versionCap = new Option<string?>("--version-cap");
        var timeout = new Option<double?>("--timeout");
        var monitor = new Option<double?>("--call-monitor-timeout");
        var context = new Option<string>("--context") { Description = "JSON", DefaultValueFactory = _ => "{}" };
        var args = new Option<string>("--args") { Description = "JSON", DefaultValueFactory = _ => "{}" };
        var modules = new Option<string[]>("--allow-exmod") { Description = "A module whose exceptions may be rebuilt." };
        var repeat = new Option<int>("--repeat") { DefaultValueFactory = _ => 1 };
        var command = new Command("client", "An RPC client; exit code 3 if an invocation raised.")
        {
            kind, method, topic, exchange, server, @namespace, version, versionCap, timeout, monitor, context, args, modules, repeat,
        };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var transport = await common.OpenAsync(parsed, parsed.GetValue(modules) ?? [], cancellationToken);
            var described = new PeerCommand
            {
                Op = parsed.GetRequiredValue(kind),
                Method = parsed.GetRequiredValue(method),
                Topic = parsed.GetRequiredValue(topic),
                Exchange = parsed.GetValue(exchange),
                Server = parsed.GetValue(server),
                Namespace = parsed.GetValue(@namespace),
                Version = parsed.GetValue(version),
                VersionCap = parsed.GetValue(versionCap),
                Timeout = parsed.GetValue(timeout),
                CallMonitorTimeout = parsed.GetValue(monitor),
                Context = parsed.GetRequiredValue(context),
                Args = parsed.GetRequiredValue(args),
            };
            var failed = 0;
            for (var i = 0; i < parsed.GetRequiredValue(repeat); i++)
            {
                failed += await InvokeAsync(transport, described) ? 0 : 1;
            }

            return failed > 0 ? SomeRaised : 0;
        });
        return command;
    }

    private static async Task<bool> InvokeAsync(Messaging.Transport transport, PeerCommand described)
    {
        var started = Stopwatch.GetTimestamp();
        var line = new Dictionary<string, object?>();
        try
        {
            var client = Invoker.Client(transport, described);
            line["ok"] = true;
            line["result"] = await Invoker.InvokeAsync(client, described);
        }
        catch (Exception e)
        {
            line["ok"] = false;
            line["error"] = Invoker.Describe(e, more: false);
        }

        line["elapsed"] = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3);
        Output.Emit(line);
        return (bool)line["ok"]!;
    }
}
