using Messaging;

namespace DotnetPeer.Endpoints;

/// <summary>Passes a call on, with its context, to another server: what fails there fails here.</summary>
[RpcEndpoint(Version = "1.5")]
public sealed class HopEndpoint(string name, Transport transport)
{
    public Task<RpcValue> ForwardAsync(RpcContext context, string topic, string what, RpcValue args)
    {
        Seen.Say(name, "forward", context, ("topic", topic), ("what", what));
        return new RpcClient(transport, new Target { Topic = topic }).CallAsync(context, what, args, context.CancellationToken);
    }
}
