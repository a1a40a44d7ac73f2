using System.Buffers.Binary;
using Messaging.Drivers.ZeroMq.Messages;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Messages;

public sealed class RequestHeaderTests
{
    private static readonly byte[] Whole =
    [
        1, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 1, 9, 0, 0, 3, 232,
        2, .. "ex"u8, 4, .. "calc"u8, 3, .. "one"u8, 2, .. "00"u8, 0, 3, .. "v=1"u8, 99,
    ];

    [Fact]
    public void A_header_is_read_as_the_page_describes_it()
    {
        Assert.Equal(MessageType.Call, Header.ReadType(Whole));
        var request = RequestHeader.Read(Whole);

        Assert.Equal(new MessageId(1, 2), request.Id);
        Assert.True(request.IsSentAgain);
        Assert.Equal(9, request.InFlight);
        Assert.Equal(TimeSpan.FromSeconds(1), request.TimeLeft);
        Assert.Equal(("ex", "calc", "one"), request.ReadRoute());
        Assert.Equal(("00", "v=1"), request.ReadTrace());
    }

    [Fact]
    public void A_header_that_is_cut_off_is_refused_or_has_no_trace()
    {
        for (var length = 0; length < Whole.Length; length++)
        {
            try
            {
                Header.ReadType(Whole.AsSpan(0, length));
                var request = RequestHeader.Read(Whole.AsSpan(0, length));
                request.ReadTrace();
                Assert.Equal(("ex", "calc", "one"), request.ReadRoute());
            }
            catch (ZmtpException)
            {
                Assert.True(length < 37);
            }
        }
    }

    [Fact]
    public void Another_version_and_a_request_without_a_topic_are_refused()
    {
        var other = Whole.ToArray();
        other[0] = 2;
        Assert.Throws<ZmtpException>(() => Header.ReadType(other));
        Assert.Throws<ZmtpException>(() => RequestHeader.Read([.. Whole.AsSpan(0, 24), 0, 0, 0]).ReadRoute());
    }

    [Fact]
    public void No_limit_is_a_time_of_its_own()
    {
        var forever = Whole.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(forever.AsSpan(20), uint.MaxValue);

        Assert.Equal(Timeout.InfiniteTimeSpan, RequestHeader.Read(forever).TimeLeft);
    }
}
