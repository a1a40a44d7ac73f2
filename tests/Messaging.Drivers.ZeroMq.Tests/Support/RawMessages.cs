using System.Buffers.Binary;
using System.Text;

namespace Messaging.Drivers.ZeroMq.Tests.Support;

/// <summary>The messages of docs/drivers/zeromq.md as bytes, written by hand.</summary>
internal static class RawMessages
{
    public const byte Hello = 1;
    public const byte Announce = 2;
    public const byte Call = 3;
    public const byte Cast = 4;
    public const byte Cancel = 6;
    public const byte Reply = 7;
    public const byte Accepted = 8;
    public const byte Refused = 9;

    /// <summary>The first 18 bytes of a header.</summary>
    public static byte[] Header(byte type, byte[] id) => [1, type, .. id];

    /// <summary>The header of a request without a limit of time.</summary>
    public static byte[] Request(byte type, byte[] id, string topic, byte inFlight = 255) =>
        [.. Header(type, id), 0, inFlight, 255, 255, 255, 255, .. Text("openstack"), .. Text(topic), 0, 0, 0, 0];

    public static byte[] CancelOf(byte[] id, string topic) => [.. Header(Cancel, id), .. Text(topic)];

    public static byte[] HelloOf(string replyTo, string? secret = null) => Encoding.UTF8.GetBytes(
        secret is null ? $$"""{"reply_to": "{{replyTo}}"}""" : $$"""{"reply_to": "{{replyTo}}", "secret": "{{secret}}"}""");

    /// <summary>The body of a call.</summary>
    public static byte[] CallOf(byte[] id, string replyTo, string method, string arguments = "{}", string? uniqueId = null, bool isIdempotent = false) =>
        Encoding.UTF8.GetBytes(
            $$"""{"method": "{{method}}", "args": {{arguments}}, "_msg_id": "{{Convert.ToHexStringLower(id)}}", "_reply_q": "{{replyTo}}", "_unique_id": "{{uniqueId ?? Guid.NewGuid().ToString("N")}}", "_idempotent": {{(isIdempotent ? "true" : "false")}}}""");

    public static byte[] ReplyOf(byte[] id, string result) => Encoding.UTF8.GetBytes(
        $$"""{"result": {{result}}, "failure": null, "ending": true, "_msg_id": "{{Convert.ToHexStringLower(id)}}"}""");

    public static byte[] Announcement(string topic) => Encoding.UTF8.GetBytes(
        $$"""{"node": "raw", "load": 0, "serves": [{"exchange": "openstack", "topic": "{{topic}}", "servers": 1}]}""");

    /// <summary>The beginning of a long frame: how long it says that it is.</summary>
    public static byte[] Announced(long length)
    {
        var header = new byte[9];
        header[0] = 2;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(1), length);
        return header;
    }

    private static byte[] Text(string text) => [(byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];
}
