using System.Collections.Concurrent;

namespace Messaging.Core.Tests.Serialization.Entities;

/// <summary>Wraps each entity, signs each context, and notes what it was asked.</summary>
internal sealed class Wrapping(string name) : EntitySerializer
{
    public ConcurrentQueue<string> Asked { get; } = new();

    public override RpcValue SerializeEntity(RpcContext context, RpcValue entity)
    {
        Asked.Enqueue($"out {entity} for {context["user"]}");
        return RpcValue.FromProperties([new("by", name), new("wrapped", entity)]);
    }

    public override RpcValue DeserializeEntity(RpcContext context, RpcValue entity)
    {
        Asked.Enqueue($"in {entity["wrapped"]} for {context["user"]}");
        return entity.Kind == System.Text.Json.JsonValueKind.Object ? entity["wrapped"] : throw new FormatException($"{entity} is not wrapped");
    }

    public override RpcContext SerializeContext(RpcContext context)
    {
        Asked.Enqueue("context out");
        return new RpcContext { ["signed"] = true, ["sealed_user"] = context["user"] };
    }

    public override RpcContext DeserializeContext(RpcContext context)
    {
        Asked.Enqueue("context in");
        return context["signed"].GetBoolean()
            ? new RpcContext { ["user"] = context["sealed_user"] }
            : throw new UnauthorizedAccessException("the context is not signed");
    }
}
