using Messaging;

namespace DotnetPeer.Driving;

/// <summary>Calls, casts and fanouts, and what is said of their errors.</summary>
internal static class Invoker
{
    public static RpcClient Client(Transport transport, PeerCommand command) => new(
        transport,
        new Target
        {
            Topic = command.Topic,
            Exchange = command.Exchange,
            Server = command.Server,
            Namespace = command.Namespace,
            Version = command.Version,
            Fanout = command.Op == "fanout",
        },
        new RpcClientOptions
        {
            Timeout = Seconds(command.Timeout),
            CallMonitorTimeout = Seconds(command.CallMonitorTimeout),
            VersionCap = command.VersionCap,
        });

    /// <summary>Sends once. The result of what has none is null, as in Python.</summary>
    public static async Task<RpcValue> InvokeAsync(RpcClient client, PeerCommand command)
    {
        var context = new RpcContext(RpcValue.Parse(command.Context ?? "{}").Properties);
        var arguments = RpcValue.Parse(command.Args ?? "{}");
        if (command.Op == "call")
        {
            return await client.CallAsync(context, command.Method, arguments);
        }

        await client.CastAsync(context, command.Method, arguments);
        return RpcValue.Null;
    }

    /// <summary>The error with the keys of oslo_client.py, and those that oslo_driver.py adds.</summary>
    public static Dictionary<string, object?> Describe(Exception error, bool more)
    {
        var remote = error as RemoteException;
        var line = new Dictionary<string, object?>
        {
            ["type"] = error.GetType().Name,
            ["module"] = error.GetType().Namespace,
            ["message"] = error.Message,
            ["args"] = remote is null ? new[] { error.Message } : remote.Arguments,
            ["remote_type"] = remote?.TypeName ?? NameOnTheWire(error),
            ["remote_message"] = remote?.RemoteMessage ?? (NameOnTheWire(error) is null ? null : error.Message),
        };
        if (more)
        {
            line["remote_module"] = remote?.Module;
            line["kwargs"] = remote?.KeywordArguments;
            line["trace"] = remote is null ? error.ToString() : remote.RemoteTrace;
        }

        return line;
    }

    /// <summary>What a server calls the errors that have a type of their own here.</summary>
    private static string? NameOnTheWire(Exception error) => error switch
    {
        MethodNotFoundException => "NoSuchMethod",
        UnsupportedVersionException => "UnsupportedVersion",
        InvalidArgumentsException => "TypeError",
        _ => null,
    };

    private static TimeSpan? Seconds(double? value) => value is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
