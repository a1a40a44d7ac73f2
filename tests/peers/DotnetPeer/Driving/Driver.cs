using System.Collections.Concurrent;
using System.Diagnostics;
using DotnetPeer.Endpoints;
using Messaging;

namespace DotnetPeer.Driving;

/// <summary>Does what the lines of standard input say, many at a time, and answers each with a line of the same id.</summary>
internal sealed class Driver(string url, bool verbose)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Transport>>> _transports = new();
    private readonly ConcurrentDictionary<(string Topic, string Server), RpcServer> _servers = new();
    private readonly ConcurrentBag<NotificationListener> _listeners = [];

    public async Task RunAsync(string line)
    {
        var command = PeerCommand.Parse(line);
        var started = Stopwatch.GetTimestamp();
        var answer = new Dictionary<string, object?> { ["id"] = command.Id };
        try
        {
            foreach (var (key, value) in await DoAsync(command))
            {
                answer[key] = value;
            }

            answer["ok"] = true;
        }
        catch (Exception e)
        {
            answer["ok"] = false;
            answer["error"] = Invoker.Describe(e, more: true);
        }

        answer["elapsed"] = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3);
        Output.Emit(answer);
    }

    private Task<Dictionary<string, object?>> DoAsync(PeerCommand command) => command.Op switch
    {
        "call" or "cast" or "fanout" => InvokeAsync(command),
        "serve" => ServeAsync(command),
        "stop" => StopAsync(command),
        "load" => LoadAsync(command),
        "notify" => NotifyAsync(command),
        "listen" => ListenAsync(command),
        _ => throw new ArgumentException($"There is no op '{command.Op}'."),
    };

    private async Task<Dictionary<string, object?>> InvokeAsync(PeerCommand command)
    {
        var client = Invoker.Client(await TransportAsync(command), command);
        var result = RpcValue.Null;
        for (var i = 0; i < (command.Repeat ?? 1); i++)
        {
            result = await Invoker.InvokeAsync(client, command);
        }

        return new() { ["json"] = Output.Text(result) };
    }

    private async Task<Dictionary<string, object?>> ServeAsync(PeerCommand command)
    {
        var server = PeerServer.Create(await TransportAsync(command), command);
        await server.StartAsync();
        _servers[(command.Topic, server.Target.Server!)] = server;
        return new() { ["event"] = "ready" };
    }

    private async Task<Dictionary<string, object?>> StopAsync(PeerCommand command)
    {
        _servers.Remove((command.Topic, command.Server!), out var server);
        await server!.DisposeAsync();
        return new() { ["event"] = "stopped" };
    }

    private async Task<Dictionary<string, object?>> LoadAsync(PeerCommand command) =>
        await new Load(Invoker.Client(await TransportAsync(command), command with { Op = "call" }), command).RunAsync();

    private async Task<Dictionary<string, object?>> NotifyAsync(PeerCommand command)
    {
        var notifier = Notifications.Notifier(await TransportAsync(command), command);
        for (var i = 0; i < (command.Count ?? 1); i++)
        {
            await Notifications.SendAsync(notifier, command);
        }

        return new() { ["event"] = "sent" };
    }

    private async Task<Dictionary<string, object?>> ListenAsync(PeerCommand command)
    {
        var listener = Notifications.Listener(await TransportAsync(command), command);
        _listeners.Add(listener);
        await listener.StartAsync();
        return new() { ["event"] = "ready" };
    }

    private Task<Transport> TransportAsync(PeerCommand command)
    {
        var key = string.Join('\n', [command.Transport, "-", .. command.Opts, "-", .. command.AllowExmod, $"{command.MaxMessageSize}"]);
        return _transports.GetOrAdd(key, _ => new(() =>
            PeerTransport.OpenAsync(url, command.Opts, command.AllowExmod, verbose, command.MaxMessageSize))).Value;
    }
}
