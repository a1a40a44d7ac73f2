using Messaging;

namespace DotnetPeer.Endpoints;

/// <summary>Says which call came in, with what.</summary>
internal static class Seen
{
    private const int Long = 2000;

    public static void Say(string server, string method, RpcContext context, params (string Name, object? Value)[] arguments) =>
        Output.Emit(new Dictionary<string, object?>
        {
            ["event"] = "dispatch",
            ["server"] = server,
            ["method"] = method,
            ["context"] = Map(context),
            ["args"] = arguments.ToDictionary(a => a.Name, a => Output.Text(a.Value) is { Length: < Long } ? a.Value : "<long>"),
        });

    public static Dictionary<string, RpcValue> Map(RpcContext context) => context.ToDictionary(StringComparer.Ordinal);
}
