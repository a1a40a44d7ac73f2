using System.Text.Json;

namespace Messaging.Serialization;

/// <summary>What a client puts into a request: everything but the addresses.</summary>
internal sealed class RequestContent(
    string method, object? arguments, RpcContext? context, JsonPayloadSerializer serializer, TimeSpan? monitorTimeout = null)
{
    private byte[]? _fixedArguments;

    public string Method { get; } = method;

    public RpcContext? Context { get; } = context;

    public TimeSpan? MonitorTimeout { get; } = monitorTimeout;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (_fixedArguments is not null)
        {
            writer.WriteRawValue(_fixedArguments, skipInputValidation: true);
        }
        else
        {
            serializer.WriteArguments(writer, Method, arguments);
        }
    }

    public void FixArguments() => _fixedArguments ??= serializer.ArgumentsToBytes(Method, arguments);
}
