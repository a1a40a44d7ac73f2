namespace Messaging;

/// <summary>
/// Changes what travels, on both ways and in both roles: each argument, each result, the payload of a notification, the context. The counterpart of
/// oslo.messaging's <c>Serializer</c>: whatever a Python service does there, a peer of it does here.
/// </summary>
/// <remarks>
/// <para>Derive a class and override what you need; each method as it is here changes nothing. Set it on a client, a server, a notifier or a listener, whose
/// options have <c>EntitySerializer</c>. Objects of your own become JSON before, and are made of JSON afterwards: how, converters of the
/// <see cref="JsonPayloadSerializer"/> say.</para>
/// <para>The methods are called concurrently, and at once where the message is written or read: they do not wait for anything. What one throws, the caller
/// gets: on the client's side as it is, from a server as the failure of the method, which then does not run.</para>
/// </remarks>
public abstract class EntitySerializer
{
    /// <summary>An argument, a result or a payload on its way out. On a client each argument comes by itself; a method without a result gives null.</summary>
    /// <param name="context">The context of the caller, before <see cref="SerializeContext"/>; on a server, after <see cref="DeserializeContext"/>. Never null.</param>
    /// <param name="entity">What is to be sent.</param>
    /// <returns>What is sent instead. Missing becomes null.</returns>
    public virtual RpcValue SerializeEntity(RpcContext context, RpcValue entity) => entity;

    /// <summary>An argument, a result or a payload that arrived.</summary>
    /// <param name="context">As for <see cref="SerializeEntity"/>.</param>
    /// <param name="entity">What was sent.</param>
    /// <returns>What the method, the caller or the listener gets instead, read as the type that it declares. Missing becomes null.</returns>
    public virtual RpcValue DeserializeEntity(RpcContext context, RpcValue entity) => entity;

    /// <summary>The context on its way out, after the entities.</summary>
    /// <param name="context">The caller's context; without values when the caller gave none. Of a notification, the values that may be sent.</param>
    /// <returns>What is sent instead.</returns>
    public virtual RpcContext SerializeContext(RpcContext context) => context;

    /// <summary>The context that arrived, before the entities; once a message.</summary>
    /// <param name="context">What was sent.</param>
    /// <returns>What the method, or the listener, gets instead.</returns>
    public virtual RpcContext DeserializeContext(RpcContext context) => context;
}
