namespace Messaging.Core.Tests.Dispatching;

/// <summary>Of the table that the compiler makes.</summary>
public sealed class GeneratedVisibleMethodsTests : VisibleMethodsTests
{
    protected override RpcEndpoint Make(object instance) => GeneratedEndpointTests.For(instance);
}
