using System.Text;
using Amqp;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Tests.Oslo;

public sealed class OsloBodyTests
{
    [Fact]
    public void A_request_is_parted_and_put_together_again()
    {
        using var body = MessageBuffer.Rent();
        OsloBody.WriteRequest(
            """{"method": "m", "args": {"x": [NaN, "}"]}, "_msg_id": "1", "_reply_q": "q", "_timeout": 2, "_context_user": "u"}"""u8, body);
        Assert.Equal(
            """{"request": {"method": "m", "args": {"x": [NaN, "}"]}}, "context": {"user": "u"}, "call_monitor_timeout": 2}""", Text(body));

        using var bare = MessageBuffer.Rent();
        Assert.Null(OsloBody.ReadRequest(body.WrittenSpan, "i\"d", "reply", bare));
        Assert.Equal(
            """{"method": "m", "args": {"x": [NaN, "}"]}, "_context_user": "u", "_timeout": 2, "_msg_id": "i\u0022d", "_reply_q": "reply"}""",
            Text(bare));
    }

    [Fact]
    public void Ids_inside_of_the_request_do_not_take_the_place_of_those_outside()
    {
        using var bare = MessageBuffer.Rent();
        Assert.Null(OsloBody.ReadRequest("""{"request": {"method": "m", "_msg_id": "other", "_reply_q": "elsewhere", "_timeout": 1}}"""u8, "id", "reply", bare));
        Assert.Equal("""{"method": "m", "_timeout": null, "_msg_id": "id", "_reply_q": "reply"}""", Text(bare));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void A_body_is_one_text_on_the_wire(int length)
    {
        var text = new string('x', length);
        var message = new Message { BodySection = new TextSection(Encoding.UTF8.GetBytes(text)) };

        // What the library asks for before it sends.
        Assert.True(message.GetEstimatedMessageSize() > 0);
        Assert.Equal(text, Message.Decode(message.Encode()).Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"request\": {}, }")]
    [InlineData("{\"request\": {\"a\": 1}}}")]
    [InlineData("{\"request\": \"text\"}")]
    [InlineData("{\"request\": {\"a\" 1}}")]
    [InlineData("{\"request\": {\"a\": \"}}")]
    [InlineData("{\"context\": {}}")]
    [InlineData("{\"request\": {}, \"context\": 1}")]
    public void What_is_no_request_is_told(string body)
    {
        using var bare = MessageBuffer.Rent();
        Assert.Contains("not a JSON object", OsloBody.ReadRequest(Encoding.UTF8.GetBytes(body), null, null, bare), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_of_life_has_no_body()
    {
        using var body = MessageBuffer.Rent();
        Assert.False(OsloBody.WriteReply("""{"result": null, "failure": null, "ending": false, "_msg_id": "1"}"""u8, body));
        using var bare = MessageBuffer.Rent();
        Assert.Null(OsloBody.ReadReply([], "1", bare));
        Assert.Equal("""{"ending": false, "_msg_id": "1"}""", Text(bare));
    }

    [Theory]
    [InlineData("amqp1://u:p@a/?sasl_mechanism=anonymous", "user")]
    [InlineData("amqp1s://a/?sasl_mechanism=external", "ssl_cert_file")]
    [InlineData("amqp1://a/?ssl_cert_file=x.pem", "amqp1s://")]
    [InlineData("amqp1s://a/?ssl_cert_file=/nowhere/x.pem", "/nowhere/x.pem")]
    [InlineData("amqp1://a/?dialect=klingon", "automatic, rabbit, oslo")]
    public void Options_that_contradict_each_other_are_told(string url, string hint) => Assert.Contains(
        hint,
        Assert.Throws<InvalidTransportUrlException>(() => new Amqp1Settings(TransportUrl.Parse(url), new Amqp1Options())).Message,
        StringComparison.Ordinal);

    private static string Text(MessageBuffer buffer) => Encoding.UTF8.GetString(buffer.WrittenSpan);
}
