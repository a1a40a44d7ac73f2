using System.Text.Json;

namespace Messaging.Serialization;

/// <summary>The names of the fields on the wire, as oslo.messaging writes them, and the limits of what is read.</summary>
internal static class EnvelopeFields
{
    /// <summary>How deep a message may nest: the wire is hostile, and readers recurse.</summary>
    public const int MaxDepth = 256;

    public static readonly JsonEncodedText OsloVersion = JsonEncodedText.Encode("oslo.version");
    public static readonly JsonEncodedText OsloMessage = JsonEncodedText.Encode("oslo.message");

    public static readonly JsonEncodedText Method = JsonEncodedText.Encode("method");
    public static readonly JsonEncodedText Args = JsonEncodedText.Encode("args");
    public static readonly JsonEncodedText Namespace = JsonEncodedText.Encode("namespace");
    public static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
    public static readonly JsonEncodedText MessageId = JsonEncodedText.Encode("_msg_id");
    public static readonly JsonEncodedText ReplyTo = JsonEncodedText.Encode("_reply_q");
    public static readonly JsonEncodedText MonitorTimeout = JsonEncodedText.Encode("_timeout");
    public static readonly JsonEncodedText UniqueId = JsonEncodedText.Encode("_unique_id");

    // Ours; Python ignores fields that it does not know.
    public static readonly JsonEncodedText Idempotent = JsonEncodedText.Encode("_idempotent");

    public static readonly JsonEncodedText Result = JsonEncodedText.Encode("result");
    public static readonly JsonEncodedText Failure = JsonEncodedText.Encode("failure");
    public static readonly JsonEncodedText Ending = JsonEncodedText.Encode("ending");

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    /// <summary>The prefix of the name of each value of the context.</summary>
    public static ReadOnlySpan<byte> ContextPrefix => "_context_"u8;
}
