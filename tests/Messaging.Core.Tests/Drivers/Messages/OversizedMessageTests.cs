using System.Text;
using System.Text.Json;
using Messaging.Core.Tests.Serialization;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Drivers.Messages;

/// <summary>Of a message that is too large it is known whose it is, however it was written and in whatever pieces it comes.</summary>
public sealed class OversizedMessageTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    public static TheoryData<string> Requests => new(
        """{"method": "m", "args": {"a": "x"}, "_msg_id": "ID", "_reply_q": "q", "_unique_id": "ID"}""",
        """{"_reply_q":"q","_msg_id":"ID","args":{},"method":"m"}""",
        """ { "args" : [ { "_msg_id" : "no" , "method" : "no" } , "no" ] , "method" : "m" , "_reply_q":"q", "_msg_id" : "ID" } """,
        """{"method": "m", "args": {"_msg_id": "no", "_reply_q": ["no"], "x": "\"_msg_id\": \"no\""}, "_msg_id": "ID", "_reply_q": "q"}""",
        """{"method": "no", "method": "m", "_msg_id": "ID", "_reply_q": "q", "_timeout": null, "n": 1.5e300, "t": true}""",
        """{"args": {"a": "\\\\\" \u0022 \n é 😀 { [ , : } ] \\"}, "method": "m", "_msg_id": "ID", "_reply_q": "q"}""",
        """{"_context_a": "é\ud83d\ude00", "method": "\u006d", "_msg_id": "ID", "_reply_q": "q", "": "", "_timeout": 5}""");

    public static TheoryData<string> Garbage => new(
        "", " ", "null", "[", "]]]]", "}}}}", "\"", "\\", "{\"", "{\"method", "{\"method\": \"", "{\"method\": \"\\", "{\"method\": \"\\u00", "{:::,,,}",
        "[\"method\", \"m\"]", "{\"oslo.message\": {\"_msg_id\": \"x\"}}", "{\"oslo.message\": \"{\\\"_msg_id\\\": 5, \\\"_reply_q\\\": null}\"}", "{\"method\": \"\\ud800\"}", "\0\ufeff{}");

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_known_by_its_ids_in_every_form(string json)
    {
        var message = json.Replace("ID", Id, StringComparison.Ordinal);
        using var envelope = MessageBuffer.Rent();
        Oslo2Envelope.Wrap(Encoding.UTF8.GetBytes(message), envelope);
        byte[][] bodies =
        [
            Encoding.UTF8.GetBytes(message),
            envelope.WrittenSpan.ToArray(),
            Encoding.UTF8.GetBytes($$"""{"oslo.message": {{JsonSerializer.Serialize(message)}}, "oslo.version": "2.0", "method": "other"}"""),
        ];

        foreach (var body in bodies)
        {
            foreach (var pieces in new[] { 1, 2, 7, 4096 })
            {
                AssertFound(OversizedMessage.Read(new Trickle(body, pieces), 10, long.MaxValue));
            }

            var whole = OversizedMessage.Read(body, 10);
            AssertFound(whole);
            Assert.Equal((body.Length, 10), (whole.Size, whole.Limit));
        }
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public void Garbage_is_nobodys(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);

        foreach (var message in new[] { OversizedMessage.Read(body, 1), OversizedMessage.Read(new Trickle(body, 1), 1, long.MaxValue) })
        {
            using var request = message.ToRequest();
            Assert.False(request.IsCall);
            Assert.Null(message.MessageId);
        }
    }

    [Fact]
    public void Bodies_that_are_broken_anywhere_harm_nobody()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var body = Mutations.Of(random, Encoding.UTF8.GetBytes(Bodies.Result(i % 2 == 0 ? EnvelopeFormat.Bare : EnvelopeFormat.Oslo2, new { text = "\"é\\", list = new[] { 1, 2 } })));
            using var request = OversizedMessage.Read(body, 1).ToRequest();
            Assert.NotNull(request);
        }
    }

    [Fact]
    public void What_inflates_without_an_end_is_given_up()
    {
        var message = OversizedMessage.Read(new Trickle(new byte[1_000_000], 1000), 10, mostRead: 5_000);

        Assert.Null(message.Size);
        Assert.Equal("more bytes, and no more than 10 are accepted (TransportOptions.MaxMessageSize)", message.ToString());
    }

    [Fact]
    public void A_reply_in_the_place_of_one_that_is_too_large_has_its_id()
    {
        var large = OversizedMessage.Read(Encoding.UTF8.GetBytes($$"""{"result": "x", "ending": true, "_msg_id": "{{Id}}"}"""), 1);
        using var body = MessageBuffer.Rent();

        Assert.True(large.TryWriteRefusal(body, EnvelopeFormat.Oslo2, new MessageTooLargeException("It has 2 bytes.", 2, 1)));

        using var reply = Reply.Read(body.WrittenSpan);
        Assert.Equal(Id, reply.MessageId.ToString());
        Assert.True(reply is { IsEnding: true, IsFailure: true });
        Assert.False(OversizedMessage.Read("{}"u8, 1).TryWriteRefusal(body, EnvelopeFormat.Oslo2, new MessageTooLargeException("", 2, 1)));
    }

    private static void AssertFound(OversizedMessage message)
    {
        using var request = message.ToRequest();
        Assert.Equal(("m", "q", Id, Id), (request.Method, request.ReplyTo, message.MessageId.ToString(), Encoding.UTF8.GetString(request.MessageIdText)));
        Assert.True(request.IsCall);
        Assert.True(request.IsPartial);
        Assert.True(request.Arguments.IsEmpty);
    }

    /// <summary>A stream that gives some bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);
    }
}
