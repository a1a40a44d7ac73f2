using Messaging;

namespace DotnetPeer.Endpoints;

/// <summary>All endpoints of a server, cut down to what its access policy lets through.</summary>
internal static class EndpointList
{
    public static IReadOnlyList<RpcEndpoint> Create(string name, string policy, Transport transport)
    {
        RpcEndpoint[] all =
        [
            RpcEndpoint.FromObject(new DefaultEndpoint(name)),
            RpcEndpoint.FromObject(new AdminEndpoint(name)),
            RpcEndpoint.FromObject(new HopEndpoint(name, transport)),
        ];
        return policy switch
        {
            "explicit" => [.. all.Select(endpoint => Cut(endpoint, method => method.Name == "exposed"))],
            "legacy" => [.. all, new RpcEndpoint([RpcMethod.Create("_private", [], _ => ValueTask.FromResult("private"))], version: "1.5")],
            _ => all,
        };
    }

    private static RpcEndpoint Cut(RpcEndpoint endpoint, Func<RpcMethod, bool> keep) =>
        new(endpoint.Methods.Where(keep), endpoint.Namespace, endpoint.Version, endpoint.LegacyNamespaces);
}
