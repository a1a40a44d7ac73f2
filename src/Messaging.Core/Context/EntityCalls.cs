using System.Text.Json;

namespace Messaging.Context;

/// <summary>Takes what travels through an <see cref="EntitySerializer"/>, where there is one.</summary>
internal static class EntityCalls
{
    /// <summary>The arguments of a request, each by itself.</summary>
    /// <exception cref="SerializationException">An argument cannot be written.</exception>
    public static RpcValue SerializeArguments(
        this EntitySerializer entities, RpcContext context, string method, object? arguments, JsonPayloadSerializer json) =>
        RpcValue.FromProperties(json.ArgumentsToValue(method, arguments).Properties.Select(
            argument => KeyValuePair.Create(argument.Key, entities.SerializeEntity(context, argument.Value))));

    /// <summary>Reads an argument or a payload that arrived, as a type.</summary>
    /// <exception cref="JsonException">It is no <typeparamref name="T"/>.</exception>
    public static T? Read<T>(RpcValue entity, JsonPayloadSerializer json) =>
        typeof(T) == typeof(RpcValue) ? (T)(object)entity : json.Read<T>(entity.IsMissing ? "null"u8 : entity.RawJson);
}
