using System.Buffers.Binary;
using Amqp;
using Amqp.Framing;

namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>A body that is a single text, written from its bytes without creating a string.</summary>
internal sealed class TextSection : AmqpValue
{
    private const byte ShortText = 0xa1;
    private const byte LongText = 0xb1;

    private readonly ReadOnlyMemory<byte> _utf8;

    /// <param name="utf8">The text; must stay valid until the message is sent.</param>
    public TextSection(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;

        // Before it sends, the library asks for the value. If it was never set, the library would decode it from received bytes, which do
        // not exist.
        Value = null;
    }

    public int Length => _utf8.Length;

    /// <inheritdoc/>
    protected override void WriteValue(ByteBuffer buffer, object value)
    {
        var bytes = _utf8.Span;
        var head = bytes.Length <= byte.MaxValue ? 2 : 5;
        buffer.Validate(true, head + bytes.Length);
        var place = buffer.Buffer.AsSpan(buffer.WritePos, head + bytes.Length);
        if (head == 2)
        {
            place[0] = ShortText;
            place[1] = (byte)bytes.Length;
        }
        else
        {
            place[0] = LongText;
            BinaryPrimitives.WriteInt32BigEndian(place[1..], bytes.Length);
        }

        bytes.CopyTo(place[head..]);
        buffer.Append(head + bytes.Length);
    }
}
