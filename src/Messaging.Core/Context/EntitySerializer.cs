namespace Messaging;

/// <summary>
/// Transforms values in both directions and in both roles: each argument, each result, the payload of a notification, the context. The
/// counterpart of oslo.messaging's <c>Serializer</c>: a peer of a Python service does here what the service does there.
/// </summary>
/// <remarks>
/// <para>Derive a class and override what you need; the base methods change nothing. Set it in the <c>EntitySerializer</c> option of a
/// client, a server, a notifier or a listener. Your own objects are converted to JSON before, and from JSON afterwards, by the converters
/// of the <see cref="JsonPayloadSerializer"/>.</para>
/// <para>The methods are called concurrently and synchronously while the message is written or read, so they must not block. The caller
/// gets the exception that one throws: on the client as it is, from a server as the failure of the method, which then does not run.</para>
/// </remarks>
public abstract class EntitySerializer
{
    /// <summary>Transforms an outgoing argument, result or payload. On a client, called once for each argument; the result of a method
    /// without one is null.</summary>
    /// <param name="context">The context of the caller, before <see cref="SerializeContext"/>; on a server, after
    /// <see cref="DeserializeContext"/>. Never null.</param>
    /// <param name="entity">The value to send.</param>
    /// <returns>The value that is sent instead. Missing becomes null.</returns>
    public virtual RpcValue SerializeEntity(RpcContext context, RpcValue entity) => entity;

    /// <summary>Transforms a received argument, result or payload.</summary>
    /// <param name="context">As for <see cref="SerializeEntity"/>.</param>
    /// <param name="entity">The received value.</param>
    /// <returns>The value that the method, the caller or the listener gets instead, read as the type that it declares. Missing becomes
    /// null.</returns>
    public virtual RpcValue DeserializeEntity(RpcContext context, RpcValue entity) => entity;

    /// <summary>Transforms the outgoing context, after the entities.</summary>
    /// <param name="context">The caller's context; without values when the caller gave none. For a notification, the values that may be
    /// sent.</param>
    /// <returns>The context that is sent instead.</returns>
    public virtual RpcContext SerializeContext(RpcContext context) => context;

    /// <summary>Transforms the received context, before the entities; once per message.</summary>
    /// <param name="context">The received context.</param>
    /// <returns>The context that the method or the listener gets instead.</returns>
    public virtual RpcContext DeserializeContext(RpcContext context) => context;
}
