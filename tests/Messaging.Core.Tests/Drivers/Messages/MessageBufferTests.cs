using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Messages;

public sealed class MessageBufferTests
{
    [Fact]
    public void What_is_written_in_pieces_of_any_size_stands_there_in_order()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            using var buffer = MessageBuffer.Rent();
            var expected = new List<byte>();
            while (expected.Count < 20_000)
            {
                var piece = new byte[random.Next(0, 3000)];
                random.NextBytes(piece);
                expected.AddRange(piece);
                if (random.Next(2) == 0)
                {
                    buffer.Write(piece);
                }
                else
                {
                    piece.CopyTo(buffer.GetSpan(piece.Length));
                    buffer.Advance(piece.Length);
                }
            }

            Assert.Equal(expected.Count, buffer.Length);
            Assert.True(buffer.WrittenSpan.SequenceEqual([.. expected]));
            Assert.True(buffer.WrittenMemory.Span.SequenceEqual(buffer.WrittenSpan));
        }
    }

    [Fact]
    public void A_buffer_goes_back_to_a_length_that_it_had()
    {
        using var buffer = MessageBuffer.Rent();
        buffer.Write("abc"u8);
        buffer.Write("def"u8);

        buffer.Truncate(3);
        buffer.Write("x"u8);

        Assert.True(buffer.WrittenSpan.SequenceEqual("abcx"u8));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(int.MaxValue));
    }

    [Fact]
    public void A_rented_buffer_is_empty_and_nobody_elses()
    {
        for (var round = 0; round < 100; round++)
        {
            var buffers = Enumerable.Range(0, 100).Select(_ => MessageBuffer.Rent()).ToArray();
            Assert.All(buffers, buffer => Assert.Equal(0, buffer.Length));
            for (var i = 0; i < buffers.Length; i++)
            {
                buffers[i].Write([(byte)i, (byte)round]);
            }

            for (var i = 0; i < buffers.Length; i++)
            {
                Assert.True(buffers[i].WrittenSpan.SequenceEqual(new[] { (byte)i, (byte)round }));
                buffers[i].Dispose();
            }
        }
    }

    [Fact]
    public void Disposed_twice_in_a_row_is_disposed_once()
    {
        var buffer = MessageBuffer.Rent();
        buffer.Dispose();
        buffer.Dispose();

        var next = Enumerable.Range(0, 200).Select(_ => MessageBuffer.Rent()).ToArray();
        Assert.Equal(next.Length, next.Distinct().Count());
        Array.ForEach(next, one => one.Dispose());
    }
}
