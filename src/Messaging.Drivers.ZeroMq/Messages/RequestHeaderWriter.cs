using System.Buffers.Binary;
using System.Text;

namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>Writes the header of a request.</summary>
internal static class RequestHeaderWriter
{
    /// <summary>At least the length of any of our headers.</summary>
    public const int MaxSize = RouteAt + (4 * 256) + 2 + MaxState;

    private const int RouteAt = Header.Size + 6;
    private const int MaxState = 512;

    /// <param name="destination">At least <see cref="MaxSize"/> bytes.</param>
    /// <param name="type">Call, cast or fanout.</param>
    /// <param name="id">The id that identifies the answer.</param>
    /// <param name="message">The request.</param>
    /// <param name="exchange">The exchange of its target.</param>
    /// <param name="inFlight">How many calls are in flight on the connection.</param>
    /// <param name="isSentAgain">Whether a server may have received the request before.</param>
    /// <returns>The length of the header.</returns>
    public static int Write(
        Span<byte> destination, MessageType type, MessageId id, OutgoingMessage message, string exchange, int inFlight, bool isSentAgain)
    {
        Header.Write(destination, type, id);
        destination[Header.Size] = isSentAgain ? (byte)1 : (byte)0;
        destination[Header.Size + 1] = (byte)Math.Clamp(inFlight, 0, byte.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(destination[(Header.Size + 2)..], Milliseconds(message.TimeToLive));
        var at = RouteAt;
        at += WriteText(destination[at..], exchange);
        at += WriteText(destination[at..], message.Target.Topic!);
        at += WriteText(destination[at..], message.Target.Server ?? "");
        at += WriteText(destination[at..], message.TraceParent is { Length: <= byte.MaxValue } parent ? parent : "");
        return at + WriteState(destination[at..], message.TraceState);
    }

    /// <summary>Writes the header of a cancel, with topic and time left: any server of the topic may have the call for that long.</summary>
    public static int WriteCancel(Span<byte> destination, MessageId id, OutgoingMessage call)
    {
        Header.Write(destination, MessageType.Cancel, id);
        var at = Header.Size + WriteText(destination[Header.Size..], call.Target.Topic!);
        BinaryPrimitives.WriteUInt32BigEndian(destination[at..], Milliseconds(call.TimeToLive));
        return at + sizeof(uint);
    }

    /// <summary>Rounds up, because a call with less than a millisecond left is not late yet.</summary>
    private static uint Milliseconds(TimeSpan? timeToLive) =>
        timeToLive is { } time ? (uint)Math.Min(Math.Ceiling(time.TotalMilliseconds), uint.MaxValue - 1) : uint.MaxValue;

    private static int WriteText(Span<byte> destination, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, destination.Slice(1, byte.MaxValue));
        destination[0] = (byte)length;
        return 1 + length;
    }

    // As W3C Trace Context requires, a state of up to 512 characters is passed on; a longer one may be left out.
    private static int WriteState(Span<byte> destination, string? state)
    {
        var length = 0;
        if (state is not null && Encoding.UTF8.GetByteCount(state) <= MaxState)
        {
            length = Encoding.UTF8.GetBytes(state, destination[2..]);
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)length);
        return 2 + length;
    }
}
