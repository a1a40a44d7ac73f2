using System.Text.Json;
using Messaging.Context;
using Messaging.Notifications.Messages;
using Messaging.Serialization;

namespace Messaging;

/// <summary>A notification that a listener received.</summary>
/// <remarks>Immutable, and valid for as long as it is kept. Safe for any number of threads.</remarks>
public sealed class Notification
{
    private readonly byte[] _message;
    private readonly Slice _payload;
    private readonly JsonPayloadSerializer _serializer;
    private readonly EntitySerializer? _entities;
    private RpcContext? _context;
    private object? _payloadElement; // A boxed JsonElement, so that two racing readers cannot see a torn value.

    internal Notification(
        byte[] message, in NotificationFields fields, NotificationPriority priority, bool isRedelivered, JsonPayloadSerializer serializer,
        EntitySerializer? entities = null)
    {
        _message = message;
        _payload = fields.Payload;
        _serializer = serializer;
        _entities = entities;
        Priority = priority;
        IsRedelivered = isRedelivered;
        PublisherId = fields.PublisherId;
        EventType = fields.EventType;
        Metadata = new NotificationMetadata(fields.MessageId, fields.Timestamp);
    }

    /// <summary>Its priority.</summary>
    public NotificationPriority Priority { get; }

    /// <summary>The publisher id, or null.</summary>
    public string? PublisherId { get; }

    /// <summary>The event type, or null.</summary>
    public string? EventType { get; }

    /// <summary>Its id and its time.</summary>
    public NotificationMetadata Metadata { get; }

    /// <summary>Whether the broker delivered it before, so that the work may already have been done once.</summary>
    public bool IsRedelivered { get; }

    /// <summary>The values of the sender's context that were sent with it.</summary>
    public RpcContext Context
    {
        get
        {
            if (_context is null)
            {
                var context = RpcContext.Read(_message);
                _context = _entities is null ? context : _entities.DeserializeContext(context);
            }

            return _context;
        }
    }

    /// <summary>The payload as a tree; missing when there is none.</summary>
    public RpcValue Payload
    {
        get
        {
            if (_payload.Length == 0)
            {
                return RpcValue.Missing;
            }

            var element = _payloadElement;
            if (element is null)
            {
                var reader = new Utf8JsonReader(Bytes, EnvelopeFields.ReaderOptions);
                element = JsonElement.ParseValue(ref reader);
                if (_entities is not null)
                {
                    var entity = _entities.DeserializeEntity(Context, new RpcValue((JsonElement)element));
                    element = (entity.IsMissing ? RpcValue.Null : entity).ToJsonElement();
                }

                _payloadElement = element;
            }

            return new RpcValue((JsonElement)element);
        }
    }

    private ReadOnlySpan<byte> Bytes => _message.AsSpan(_payload.Start, _payload.Length);

    /// <summary>Reads the payload as a type of your own.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The payload; null, or the default of the type, when it is null or missing.</returns>
    /// <exception cref="SerializationException">The payload is not a valid <typeparamref name="T"/>.</exception>
    public T? PayloadAs<T>()
    {
        if (_payload.Length == 0)
        {
            return default;
        }

        try
        {
            if (_entities is not null)
            {
                return Payload is var entity && entity.IsNull ? default : EntityCalls.Read<T>(entity, _serializer);
            }

            return Bytes.SequenceEqual("null"u8) ? default : _serializer.Read<T>(Bytes);
        }
        catch (Exception e)
        {
            throw new SerializationException(
                $"The payload of the notification '{EventType}' is not a valid {typeof(T)}: {JsonPayloadSerializer.Reason(e)}", e);
        }
    }
}
