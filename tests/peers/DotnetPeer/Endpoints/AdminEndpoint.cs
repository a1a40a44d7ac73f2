using Messaging;

namespace DotnetPeer.Endpoints;

/// <summary>The methods of the namespace <c>admin</c>, version 2.3.</summary>
[RpcEndpoint(Namespace = "admin", Version = "2.3", LegacyNamespaces = ["admin-old"])]
public sealed class AdminEndpoint(string name)
{
    public Dictionary<string, object?> Echo(RpcContext context, RpcValue value)
    {
        Seen.Say(name, "admin.echo", context, ("value", value));
        return new() { ["namespace"] = "admin", ["version"] = "2.3", ["value"] = value };
    }

    public string OnlyAdmin() => "admin only";
}
