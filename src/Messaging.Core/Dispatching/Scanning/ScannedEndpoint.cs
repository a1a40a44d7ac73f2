namespace Messaging.Dispatching;

/// <summary>What was found in an object: its methods, what its class is marked with, and what looks like a method to serve and is one of the framework.</summary>
internal sealed record ScannedEndpoint(string Name, IReadOnlyList<RpcMethod> Methods, RpcEndpointAttribute Mark, IReadOnlyList<string> LeftOut);
