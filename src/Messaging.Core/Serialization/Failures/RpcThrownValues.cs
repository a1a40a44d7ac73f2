using System.ComponentModel;
using System.Text.Json;

namespace Messaging.Contracts;

/// <summary>The values that a failure carries for a declared exception. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RpcThrownValues
{
    private readonly RemoteException _failure;
    private readonly JsonPayloadSerializer _serializer;
    private readonly RpcValue _properties;

    internal RpcThrownValues(RemoteException failure, JsonPayloadSerializer serializer)
    {
        _failure = failure;
        _serializer = serializer;
        _properties = failure.Properties.Kind == JsonValueKind.Object ? failure.Properties : failure.KeywordArguments;
    }

    /// <summary>The message.</summary>
    public string Message => _failure.RemoteMessage;

    /// <summary>The failure as data, with the server's trace: the inner exception.</summary>
    public Exception Inner => _failure;

    /// <summary>Whether the failure has a property.</summary>
    /// <param name="name">Its name.</param>
    public bool Has(string name) => !_properties[name].IsMissing;

    /// <summary>Reads a property.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name.</param>
    /// <returns>The value; the default of the type when the failure does not have it.</returns>
    /// <exception cref="JsonException">The value is of another type.</exception>
    public T? Read<T>(string name) => _properties[name] is { IsMissing: false } value ? _serializer.Read<T>(value.RawJson) : default;
}
