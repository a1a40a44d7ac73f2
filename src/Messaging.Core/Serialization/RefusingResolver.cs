using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Messaging.Serialization;

/// <summary>Resolves types as another resolver does, and refuses those that have no form in JSON.</summary>
internal sealed class RefusingResolver(IJsonTypeInfoResolver inner) : IJsonTypeInfoResolver
{
    /// <summary>Makes options refuse such types: the same options, or a copy when they can no longer be changed.</summary>
    /// <exception cref="InvalidOperationException">The options have no resolver.</exception>
    public static JsonSerializerOptions Protect(JsonSerializerOptions options)
    {
        if (options.TypeInfoResolver is { } resolver and not RefusingResolver)
        {
            options = options.IsReadOnly ? new JsonSerializerOptions(options) : options;
            options.TypeInfoResolver = new RefusingResolver(resolver);
        }

        options.MakeReadOnly();
        return options;
    }

    /// <summary>Whether a resolver finds types that were not listed.</summary>
    public static bool Reflects(IJsonTypeInfoResolver resolver) =>
        resolver is DefaultJsonTypeInfoResolver
        || resolver.GetTypeInfo(typeof(Unlisted), new JsonSerializerOptions { TypeInfoResolver = resolver }) is not null;

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        // Every serializer knows trees: they have their own form.
        var info = inner.GetTypeInfo(type, options)
            ?? (type == typeof(RpcValue) ? JsonMetadataServices.CreateValueInfo<RpcValue>(options, new RpcValueConverter()) : null);
        if (info is { Kind: JsonTypeInfoKind.Object, IsReadOnly: false })
        {
            Refuse(info);
        }

        return info;
    }

    // When the value is met, and not when its type is: the serializer then says where in the value it is.
    private static void Refuse(JsonTypeInfo info)
    {
        if (UnwritableTypes.Explain(info.Type) is { } why)
        {
            info.OnSerializing = _ => throw new NotSupportedException(why);
            info.OnDeserializing = _ => throw new NotSupportedException(why);
            return;
        }

        var isUnreadable = true;
        foreach (var property in info.Properties)
        {
            if (property.Get is not null)
            {
                return;
            }

            isUnreadable &= property.Set is null;
        }

        var callback = info.OnSerializing;
        info.OnSerializing = value =>
        {
            UnwritableTypes.ThrowIfItLosesAll(value, info.Type);
            callback?.Invoke(value);
        };
        if (isUnreadable && info.CreateObject is not null)
        {
            callback = info.OnDeserializing;
            info.OnDeserializing = value =>
            {
                UnwritableTypes.ThrowIfItLosesAll(value, info.Type);
                callback?.Invoke(value);
            };
        }
    }

    [SuppressMessage("Performance", "CA1812", Justification = "It is asked for and never made.")]
    private sealed class Unlisted;
}
