using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Messaging.Drivers.ZeroMq.Tests.Interop;

/// <summary>The messages of the driver, written from its page alone, for peers on NetMQ.</summary>
internal static class NetMqWire
{
    public const byte Hello = 1;
    public const byte Announce = 2;
    public const byte Call = 3;
    public const byte Cast = 4;
    public const byte Fanout = 5;
    public const byte Reply = 7;
    public const byte Accepted = 8;
    public const byte Refused = 9;

    public const string Exchange = "openstack";

    /// <summary>Nobody ever served the target here.</summary>
    public const byte Nobody = 1;

    private const byte Version = 1;
    private const int IdAt = 2;
    private const int IdLength = 16;
    private const int ExchangeAt = IdAt + IdLength + 1 + 1 + sizeof(int);

    public static byte[] Header(byte type, ReadOnlySpan<byte> id = default, params ReadOnlySpan<byte> more) =>
        [Version, type, .. id.IsEmpty ? new byte[IdLength] : id, .. more];

    /// <summary>A request without a limit of its time, and one under way.</summary>
    public static byte[] Request(byte type, ReadOnlySpan<byte> id, string topic)
    {
        Span<byte> limit = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(limit, -1);
        return Header(type, id, [0, 1, .. limit, .. Text(Exchange), .. Text(topic), .. Text(""), .. Text(""), 0, 0]);
    }

    public static byte TypeOf(byte[] header) => header[0] == Version ? header[1] : throw new InvalidDataException($"version {header[0]}");

    public static byte[] IdOf(byte[] header) => header[IdAt..(IdAt + IdLength)];

    /// <summary>Why a request was refused.</summary>
    public static byte ReasonOf(byte[] header) => header[IdAt + IdLength];

    /// <summary>The topic of a request, and the server that it names, if any.</summary>
    public static (string Topic, string Server) TargetOf(byte[] header)
    {
        var at = ExchangeAt;
        Read(header, ref at);
        return (Read(header, ref at), Read(header, ref at));
    }

    public static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private static byte[] Text(string value) => [(byte)Encoding.UTF8.GetByteCount(value), .. Encoding.UTF8.GetBytes(value)];

    private static string Read(byte[] header, ref int at)
    {
        var text = Encoding.UTF8.GetString(header, at + 1, header[at]);
        at += 1 + header[at];
        return text;
    }
}
