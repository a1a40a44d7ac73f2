using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>What <see cref="RequestReader"/> found in a message.</summary>
internal struct RequestFields : IMessageFields<RequestFields>
{
    public string? Method;
    public string? Namespace;
    public string? Version;
    public bool HasVersionNull;
    public string? ReplyTo;
    public TimeSpan? MonitorTimeout;
    public MessageId? MessageId;
    public MessageId? UniqueId;
    public Slice MessageIdText;
    public Slice Arguments;
    public bool IsIdempotent;
    public bool HasContext;
    public string? Fault;
    public bool IsPartial;

    /// <summary>Whether the sender waits for a reply.</summary>
    public readonly bool IsCall => MessageIdText.Length > 0 && ReplyTo is not null;

    public static void ReadField(ref Utf8JsonReader reader, ref RequestFields fields) => RequestReader.ReadField(ref reader, ref fields);
}
