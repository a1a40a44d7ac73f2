using System.ComponentModel;
using System.Text.Json;
using Messaging.Serialization;

namespace Messaging.Contracts;

/// <summary>Writes arguments straight into a message. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RpcArgumentWriter
{
    private readonly Utf8JsonWriter _writer;
    private readonly JsonPayloadSerializer _serializer;
    private readonly string _method;

    internal RpcArgumentWriter(Utf8JsonWriter writer, JsonPayloadSerializer serializer, string method)
    {
        _writer = writer;
        _serializer = serializer;
        _method = method;
    }

    /// <summary>Writes an argument.</summary>
    /// <typeparam name="TValue">Its type.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="SerializationException">The value cannot be written.</exception>
    public void Write<TValue>(RpcArgumentName name, TValue value)
    {
        _writer.WritePropertyName(name.Encoded);
        _serializer.WriteArgument(_writer, value, name, _method);
    }

    /// <summary>Writes arguments that carry their own names.</summary>
    /// <param name="arguments">The arguments; null for none.</param>
    public void WriteExtra(IReadOnlyDictionary<string, RpcValue>? arguments)
    {
        foreach (var (name, value) in arguments ?? RpcContext.Empty)
        {
            _writer.WritePropertyName(name);
            RpcValueConverter.Write(_writer, value);
        }
    }
}
