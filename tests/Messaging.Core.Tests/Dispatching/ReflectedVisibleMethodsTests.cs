namespace Messaging.Core.Tests.Dispatching;

/// <summary>Of the table that reflection makes.</summary>
public sealed class ReflectedVisibleMethodsTests : VisibleMethodsTests
{
    protected override RpcEndpoint Make(object instance) => RpcEndpoint.FromObject(instance);
}
