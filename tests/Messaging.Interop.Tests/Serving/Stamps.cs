namespace Messaging.Interop.Tests.Serving;

/// <summary>The counterpart of <c>oslo_stamps.py</c>.</summary>
internal sealed class Stamps : EntitySerializer
{
    public override RpcValue SerializeEntity(RpcContext context, RpcValue entity) => RpcValue.FromProperties(
    [
        new("value", entity),
        new("of", context["user"].IsMissing ? RpcValue.Null : context["user"]),
        new("kind", entity.Kind.ToString()),
    ]);

    public override RpcValue DeserializeEntity(RpcContext context, RpcValue entity)
    {
        Assert.Equal(["kind", "of", "value"], entity.Properties.Select(part => part.Key).Order());
        Assert.Equal(context["user"].GetString(), entity["of"].GetString());
        return entity["value"];
    }

    public override RpcContext SerializeContext(RpcContext context) => context.With("stamped", true);

    public override RpcContext DeserializeContext(RpcContext context)
    {
        Assert.True(context["stamped"].GetBoolean());
        return new RpcContext(context.Where(value => value.Key != "stamped"));
    }
}
