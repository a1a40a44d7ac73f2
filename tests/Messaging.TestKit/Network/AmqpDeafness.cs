using System.Buffers;
using System.Buffers.Binary;

namespace Messaging.TestKit;

/// <summary>
/// What a broker says on one AMQP 0-9-1 connection, frame by frame, without the deliveries and cancellations to channels that were made
/// deaf: the broker believes in consumers that get nothing. Everything else passes unchanged.
/// </summary>
/// <remarks>
/// A frame is its type, its channel, the size of its payload, the payload and an end. A delivery is a method frame with its content, a
/// header and bodies, behind it on the same channel.
/// </remarks>
internal sealed class AmqpDeafness
{
    private const int HeadSize = 7;
    private const byte MethodFrame = 1;
    private const byte HeartbeatFrame = 8;
    private const int ChannelOpenOk = (20 << 16) | 11;
    private const int ChannelCloseOk = (20 << 16) | 41;
    private const int BasicCancel = (60 << 16) | 30;
    private const int BasicDeliver = (60 << 16) | 60;

    private readonly Lock _lock = new();
    private readonly HashSet<ushort> _open = [];
    private readonly HashSet<ushort> _deaf = [];
    private readonly HashSet<ushort> _inDropped = [];
    private readonly ArrayBufferWriter<byte> _output = new();
    private byte[] _rest = [];
    private bool _isDeaf;
    private bool _losesCancellations;

    /// <summary>Makes the channels deaf that are open now: until they are closed, or opened anew under their numbers.</summary>
    public void DeafenChannels()
    {
        lock (_lock)
        {
            _deaf.UnionWith(_open);
        }
    }

    /// <summary>Makes the connection deaf, with whatever channels it will have.</summary>
    public void DeafenConnection()
    {
        lock (_lock)
        {
            _isDeaf = true;
        }
    }

    /// <summary>Leaves out the words of a consumer's end, on whatever channel.</summary>
    public void LoseCancellations()
    {
        lock (_lock)
        {
            _losesCancellations = true;
        }
    }

    /// <summary>Takes what came from the broker.</summary>
    /// <param name="bytes">Any piece of it.</param>
    /// <param name="dropped">How many deliveries and cancellations were left out.</param>
    /// <returns>What the client gets of it, until the next call: whole frames.</returns>
    public ReadOnlyMemory<byte> Pass(ReadOnlySpan<byte> bytes, out int dropped)
    {
        dropped = 0;
        _output.ResetWrittenCount();
        byte[] all = [.. _rest, .. bytes];
        var input = all.AsSpan();
        while (input.Length > HeadSize && BinaryPrimitives.ReadInt32BigEndian(input[3..]) + HeadSize + 1 is var size && input.Length >= size)
        {
            var frame = input[..size];
            if (Hears(frame, ref dropped))
            {
                _output.Write(frame);
            }

            input = input[size..];
        }

        _rest = input.ToArray();
        return _output.WrittenMemory;
    }

    private bool Hears(ReadOnlySpan<byte> frame, ref int dropped)
    {
        var channel = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        if (frame[0] is not MethodFrame)
        {
            return frame[0] == HeartbeatFrame || !_inDropped.Contains(channel);
        }

        _inDropped.Remove(channel);
        lock (_lock)
        {
            switch (BinaryPrimitives.ReadInt32BigEndian(frame[HeadSize..]))
            {
                case ChannelOpenOk:
                    _open.Add(channel);
                    _deaf.Remove(channel);
                    return true;
                case ChannelCloseOk:
                    _open.Remove(channel);
                    return true;
                case BasicCancel when _losesCancellations || _isDeaf || _deaf.Contains(channel):
                    dropped++;
                    return false;
                case BasicDeliver when _isDeaf || _deaf.Contains(channel):
                    dropped++;
                    _inDropped.Add(channel);
                    return false;
                default:
                    return true;
            }
        }
    }
}
