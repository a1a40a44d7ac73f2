namespace Messaging.Core.Tests.Dispatching;

/// <summary>The table that reflection makes.</summary>
public sealed class ReflectedEndpointTests : EndpointTableTests
{
    protected override RpcEndpoint Make(object instance) => RpcEndpoint.FromObject(instance);
}
