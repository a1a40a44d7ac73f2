using System.Text;
using System.Text.Json;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>
/// Converts between the bodies of oslo.messaging's own AMQP 1.0 driver, in which request and context are side by side and the ids are
/// outside, and messages in which everything is in one object.
/// </summary>
internal static class OsloBody
{
    private static ReadOnlySpan<byte> ContextPrefix => "_context_"u8;

    /// <summary>Writes a request or a notification in the form of the oslo.messaging driver.</summary>
    /// <param name="bare">The message in one object.</param>
    /// <param name="body">The destination.</param>
    public static void WriteRequest(ReadOnlySpan<byte> bare, MessageBuffer body)
    {
        body.Write("{\"request\": {"u8);
        var isFirst = true;
        var members = new JsonMembers(bare);
        while (members.TryRead(out var name, out var value))
        {
            if (!name.StartsWith(ContextPrefix) && !IsOutside(name))
            {
                WriteMember(body, ref isFirst, [], name, value);
            }
        }

        body.Write("}, \"context\": {"u8);
        isFirst = true;
        ReadOnlySpan<byte> monitor = [];
        members = new JsonMembers(bare);
        while (members.TryRead(out var name, out var value))
        {
            if (name.StartsWith(ContextPrefix))
            {
                WriteMember(body, ref isFirst, [], name[ContextPrefix.Length..], value);
            }
            else if (name.SequenceEqual("_timeout"u8) && !value.SequenceEqual("null"u8))
            {
                monitor = value;
            }
        }

        body.Write("}"u8);
        if (!monitor.IsEmpty)
        {
            body.Write(", \"call_monitor_timeout\": "u8);
            body.Write(monitor);
        }

        body.Write("}"u8);
    }

    /// <summary>Reads a request or a notification of the driver of oslo.messaging.</summary>
    /// <param name="body">The received body.</param>
    /// <param name="call">The id of a call, or null.</param>
    /// <param name="replyTo">Where the reply goes, or null.</param>
    /// <param name="bare">Receives the message in one object.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ReadRequest(ReadOnlySpan<byte> body, string? call, string? replyTo, MessageBuffer bare)
    {
        ReadOnlySpan<byte> request = [], context = [], monitor = [];
        var members = new JsonMembers(body);
        while (members.TryRead(out var name, out var value))
        {
            if (name.SequenceEqual("request"u8))
            {
                request = value;
            }
            else if (name.SequenceEqual("context"u8))
            {
                context = value;
            }
            else if (name.SequenceEqual("call_monitor_timeout"u8))
            {
                monitor = value;
            }
        }

        if (!members.IsObject)
        {
            return "its body is not a JSON object.";
        }

        using var message = MessageBuffer.Rent();
        Unwrap(request, message);
        var isFirst = true;
        bare.Write("{"u8);
        if (!WriteMembers(bare, ref isFirst, [], message.WrittenSpan))
        {
            return "its member 'request' is not a JSON object.";
        }

        if (!context.IsEmpty && !context.SequenceEqual("null"u8) && !WriteMembers(bare, ref isFirst, ContextPrefix, context))
        {
            return "its member 'context' is not a JSON object.";
        }

        if (replyTo is not null)
        {
            WriteMember(bare, ref isFirst, [], "_timeout"u8, monitor.IsEmpty ? "null"u8 : monitor);
            WriteText(bare, ref isFirst, "_msg_id"u8, call ?? "none");
            WriteText(bare, ref isFirst, "_reply_q"u8, replyTo);
        }

        bare.Write("}"u8);
        return null;
    }

    /// <summary>Writes a reply as the driver of oslo.messaging does.</summary>
    /// <returns>False, with nothing written, for a keep-alive, which has no body.</returns>
    public static bool WriteReply(ReadOnlySpan<byte> bare, MessageBuffer body)
    {
        ReadOnlySpan<byte> result = "null"u8, failure = "null"u8, ending = [];
        var members = new JsonMembers(bare);
        while (members.TryRead(out var name, out var value))
        {
            if (name.SequenceEqual("result"u8))
            {
                result = value;
            }
            else if (name.SequenceEqual("failure"u8))
            {
                failure = value;
            }
            else if (name.SequenceEqual("ending"u8))
            {
                ending = value;
            }
        }

        var isFailure = !failure.SequenceEqual("null"u8);
        if (!isFailure && !ending.SequenceEqual("true"u8))
        {
            return false;
        }

        body.Write(isFailure ? "{\"failure\": "u8 : "{\"response\": "u8);
        body.Write(isFailure ? failure : result);
        body.Write("}"u8);
        return true;
    }

    /// <summary>Reads a reply of the driver of oslo.messaging.</summary>
    /// <param name="body">The received body; empty for a keep-alive.</param>
    /// <param name="call">The id of the call that it answers.</param>
    /// <param name="bare">Receives the reply in one object.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ReadReply(ReadOnlySpan<byte> body, string call, MessageBuffer bare)
    {
        var isFirst = true;
        bare.Write("{"u8);
        var members = new JsonMembers(body.IsEmpty ? "{}"u8 : body);
        while (members.TryRead(out var name, out var value))
        {
            if (name.SequenceEqual("response"u8))
            {
                WriteMember(bare, ref isFirst, [], "result"u8, value);
            }
            else if (name.SequenceEqual("failure"u8))
            {
                WriteMember(bare, ref isFirst, [], "failure"u8, value);
            }
        }

        WriteMember(bare, ref isFirst, [], "ending"u8, body.IsEmpty ? "false"u8 : "true"u8);
        WriteText(bare, ref isFirst, "_msg_id"u8, call);
        bare.Write("}"u8);
        return members.IsObject ? null : "its body is not a JSON object.";
    }

    /// <summary>Whether a member is in the properties of the message, or next to the request.</summary>
    private static bool IsOutside(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("_msg_id"u8) || name.SequenceEqual("_reply_q"u8) || name.SequenceEqual("_timeout"u8);

    /// <summary>A version 2 notification is a text in an envelope. Anything else is taken as it is.</summary>
    private static void Unwrap(ReadOnlySpan<byte> request, MessageBuffer message)
    {
        var members = new JsonMembers(request);
        while (members.TryRead(out var name, out var value))
        {
            if (name.SequenceEqual("oslo.message"u8) && value[0] == (byte)'"')
            {
                try
                {
                    var reader = new Utf8JsonReader(value);
                    reader.Read();
                    message.Advance(reader.CopyString(message.GetSpan(value.Length)));
                    return;
                }
                catch (Exception e) when (e is JsonException or InvalidOperationException)
                {
                    break;
                }
            }
        }

        message.Write(request);
    }

    private static bool WriteMembers(MessageBuffer target, ref bool isFirst, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> json)
    {
        var members = new JsonMembers(json);
        while (members.TryRead(out var name, out var value))
        {
            // Members that belong outside are not taken from inside.
            if (!prefix.IsEmpty || !IsOutside(name))
            {
                WriteMember(target, ref isFirst, prefix, name, value);
            }
        }

        return members.IsObject;
    }

    private static void WriteMember(
        MessageBuffer target, ref bool isFirst, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        target.Write(isFirst ? "\""u8 : ", \""u8);
        isFirst = false;
        target.Write(prefix);
        target.Write(name);
        target.Write("\": "u8);
        target.Write(value);
    }

    private static void WriteText(MessageBuffer target, ref bool isFirst, ReadOnlySpan<byte> name, string text)
    {
        target.Write(isFirst ? "\""u8 : ", \""u8);
        isFirst = false;
        target.Write(name);
        target.Write("\": \""u8);
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~') || text.AsSpan().ContainsAny('"', '\\'))
        {
            target.Write(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
        }
        else
        {
            target.Advance(Encoding.ASCII.GetBytes(text, target.GetSpan(text.Length)));
        }

        target.Write("\""u8);
    }
}
