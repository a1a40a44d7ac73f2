namespace Messaging.Dispatching;

/// <summary>The result of scanning an object: its methods, the attribute of its class, and the framework methods that were left
/// out.</summary>
internal sealed record ScannedEndpoint(
    string Name, IReadOnlyList<RpcMethod> Methods, RpcEndpointAttribute Mark, IReadOnlyList<string> LeftOut);
