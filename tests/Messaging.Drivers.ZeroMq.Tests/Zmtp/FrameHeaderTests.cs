using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Zmtp;

public sealed class FrameHeaderTests
{
    [Theory]
    [InlineData(FrameFlags.None, 0, 2)]
    [InlineData(FrameFlags.More, 255, 2)]
    [InlineData(FrameFlags.More, 256, 9)]
    [InlineData(FrameFlags.Command, 70_000, 9)]
    [InlineData(FrameFlags.None, int.MaxValue, 9)]
    internal void A_header_is_read_as_it_was_written(FrameFlags flags, int length, int size)
    {
        var bytes = new byte[FrameHeader.MaxSize];

        Assert.Equal(size, FrameHeader.Write(bytes, flags, length));

        Assert.True(FrameHeader.TryRead(bytes, out var header));
        Assert.Equal((size, (long)length), (header.Size, header.Length));
        Assert.Equal((flags & FrameFlags.More) != 0, header.HasMore);
        Assert.Equal((flags & FrameFlags.Command) != 0, header.IsCommand);
        for (var part = 0; part < size; part++)
        {
            Assert.False(FrameHeader.TryRead(bytes.AsSpan(0, part), out _));
        }
    }

    [Theory]
    [InlineData(0x08)]
    [InlineData(0x80)]
    [InlineData(0x05)]
    [InlineData(0x07)]
    [InlineData(0xff)]
    public void Flags_that_there_are_not_are_refused(byte flags) =>
        Assert.Throws<ZmtpException>(() => FrameHeader.TryRead([flags, 1, 0, 0, 0, 0, 0, 0, 0], out _));

    [Fact]
    public void A_length_of_2_to_the_63_is_refused() =>
        Assert.Throws<ZmtpException>(() => FrameHeader.TryRead([2, 0x80, 0, 0, 0, 0, 0, 0, 0], out _));
}
