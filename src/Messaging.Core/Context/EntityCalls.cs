using System.Text.Json;

namespace Messaging.Context;

/// <summary>Passes values through an <see cref="EntitySerializer"/>, if there is one.</summary>
internal static class EntityCalls
{
    /// <summary>Serializes the arguments of a request, one by one.</summary>
    /// <exception cref="SerializationException">An argument cannot be written.</exception>
    public static RpcValue SerializeArguments(
        this EntitySerializer entities, RpcContext context, string method, object? arguments, JsonPayloadSerializer json) =>
        RpcValue.FromProperties(json.ArgumentsToValue(method, arguments).Properties.Select(
            argument => KeyValuePair.Create(argument.Key, entities.SerializeEntity(context, argument.Value))));

    /// <summary>Reads a received argument or payload as a type.</summary>
    /// <exception cref="JsonException">The value is not a valid <typeparamref name="T"/>.</exception>
    public static T? Read<T>(RpcValue entity, JsonPayloadSerializer json) =>
        typeof(T) == typeof(RpcValue) ? (T)(object)entity : json.Read<T>(entity.IsMissing ? "null"u8 : entity.RawJson);
}
