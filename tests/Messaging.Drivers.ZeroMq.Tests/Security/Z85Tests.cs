using Messaging.Drivers.ZeroMq.Security.Curve;

namespace Messaging.Drivers.ZeroMq.Tests.Security;

public sealed class Z85Tests
{
    [Fact]
    public void The_example_of_the_specification_is_written_so() =>
        Assert.Equal("HelloWorld", Z85.Encode([0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B]));

    [Fact]
    public void Keys_are_read_as_they_were_written()
    {
        var random = new Random(85);
        for (var i = 0; i < 1_000; i++)
        {
            var key = new byte[32];
            random.NextBytes(key);
            Assert.Equal(key, Z85.DecodeKey(Z85.Encode(key)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf")]
    [InlineData("rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf77")]
    [InlineData("rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf ")]
    [InlineData("########################################")]
    public void What_is_no_key_is_not_read(string text) => Assert.Null(Z85.DecodeKey(text));

    [Fact]
    public void The_keys_of_the_specification_belong_together()
    {
        var pair = ZeroMqKeyPair.FromSecret("D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs");

        Assert.Equal("Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID", pair.PublicKey);
        Assert.DoesNotContain(pair.SecretKey, pair.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ZeroMqKeyPair.FromSecret("no key"));
    }
}
