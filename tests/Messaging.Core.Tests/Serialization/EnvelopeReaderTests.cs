using System.Text;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Serialization;

public sealed class EnvelopeReaderTests
{
    [Fact]
    public void A_request_as_python_writes_it_is_read()
    {
        using var request = Bodies.Read("""{"oslo.version": "2.0", "oslo.message": "{\"method\": \"echo\", \"args\": {\"value\": 1}, \"namespace\": \"admin\", \"version\": \"2.1\", \"_msg_id\": \"a7de5db5763e47d18674d8be5259bc10\", \"_reply_q\": \"reply_e1c71402d5094dc78850203d23034488\", \"_timeout\": 4.5, \"_unique_id\": \"0f7c2fcc15e34e87b54bbe795a65cae4\", \"_context_user\": \"zo\\u00eb\", \"_context_client_timeout\": null}"}""");

        Assert.Equal("echo", request.Method);
        Assert.Equal("admin", request.Namespace);
        Assert.Equal("2.1", request.Version);
        Assert.True(request.IsCall);
        Assert.Equal("a7de5db5763e47d18674d8be5259bc10", request.MessageId.ToString());
        Assert.Equal("0f7c2fcc15e34e87b54bbe795a65cae4", request.Key.ToString());
        Assert.Equal("reply_e1c71402d5094dc78850203d23034488", request.ReplyTo);
        Assert.Equal(TimeSpan.FromSeconds(4.5), request.MonitorTimeout);
        Assert.Equal("""{"value": 1}""", Encoding.UTF8.GetString(request.Arguments));
        var context = request.ReadContext();
        Assert.Equal("zoë", context["user"].GetString());
        Assert.Single(context);
    }

    [Theory]
    [InlineData("""{"method": "m"}""")]
    [InlineData("""{"method": "m", "_msg_id": null, "_reply_q": "q"}""")]
    [InlineData("""{"method": "m", "_msg_id": "", "_reply_q": "q"}""")]
    [InlineData("""{"method": "m", "_msg_id": "x"}""")]
    [InlineData("""{"method": "m", "_msg_id": "x", "_reply_q": null}""")]
    public void Without_an_id_or_an_address_it_is_a_cast(string body)
    {
        using var request = Bodies.Read(body);

        Assert.False(request.IsCall);
        Assert.Equal("m", request.Method);
        Assert.True(request.Arguments.IsEmpty);
    }

    [Fact]
    public void An_absent_version_and_a_null_one_are_told_apart()
    {
        using var absent = Bodies.Read("""{"method": "m"}""");
        using var nothing = Bodies.Read("""{"method": "m", "version": null, "namespace": null, "args": null}""");

        Assert.False(absent.HasVersionNull);
        Assert.True(nothing.HasVersionNull);
        Assert.Null(nothing.Namespace);
        Assert.True(nothing.Arguments.IsEmpty);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("null")]
    [InlineData("\"4\"")]
    [InlineData("1e300")]
    [InlineData("1e999")]
    [InlineData("[4]")]
    public void A_monitor_that_is_no_time_is_none(string timeout)
    {
        using var request = Bodies.Read($$"""{"method": "m", "_timeout": {{timeout}}}""");

        Assert.Null(request.MonitorTimeout);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("{\"method\": \"m\"} x")]
    [InlineData("{\"method\": 1}")]
    [InlineData("{\"method\": \"m\", \"args\": []}")]
    [InlineData("{\"method\": \"m\", \"args\": 1}")]
    [InlineData("{\"method\": \"m\", \"_msg_id\": 1}")]
    [InlineData("{\"oslo.version\": \"2.1\", \"oslo.message\": \"{}\"}")]
    [InlineData("{\"oslo.version\": \"1.9\", \"oslo.message\": \"{}\"}")]
    [InlineData("{\"oslo.version\": null, \"oslo.message\": \"{}\"}")]
    [InlineData("{\"oslo.version\": \"2.0\", \"oslo.message\": \"\"}")]
    [InlineData("{\"oslo.version\": \"2.0\", \"oslo.message\": 7}")]
    [InlineData("{\"oslo.version\": \"2.0\", \"oslo.message\": \"[]\"}")]
    public void What_is_no_request_is_a_serialization_error(string body) => Assert.Throws<SerializationException>(() => Bodies.Read(body));

    [Theory]
    [InlineData("{\"oslo.version\": \"2.0\", \"method\": \"m\"}")]
    [InlineData("{\"oslo.message\": \"{}\", \"method\": \"m\"}")]
    [InlineData("{\"method\": \"m\"}")]
    [InlineData("{\"oslo.version\": \"2.0.0\", \"oslo.message\": \"{\\\"method\\\": \\\"m\\\"}\"}")]
    [InlineData("{\"extra\": {\"oslo.version\": \"9.0\"}, \"oslo.message\": \"{\\\"method\\\": \\\"m\\\"}\", \"oslo.version\": \"2.0\"}")]
    [InlineData("{\"oslo.version\": {\"a\": [1, {}]}, \"method\": \"m\"}")]
    [InlineData("{\"oslo.message\": [1, {\"a\": 2}], \"method\": \"m\"}")]
    public void A_body_without_a_whole_envelope_is_the_message_itself(string body)
    {
        using var request = Bodies.Read(body);

        Assert.Equal("m", request.Method);
    }

    [Fact]
    public void Pythons_words_for_numbers_that_are_none_are_read()
    {
        using var request = Bodies.Read("""{"method": "m", "args": {"a": NaN, "b": [-Infinity, Infinity], "c": "NaN Infinity"}}""");

        Assert.Equal("""{"a": -0e99999, "b": [-1e99999, 1e99999], "c": "NaN Infinity"}""", Encoding.UTF8.GetString(request.Arguments));
    }

    [Fact]
    public void Nesting_is_read_to_its_limit_and_refused_beyond()
    {
        static string Nested(int depth) => $$$"""{"method": "m", "args": {"a": {{{new string('[', depth)}}}{{{new string(']', depth)}}}}}""";

        using var deep = Bodies.Read(Nested(254));
        Assert.Equal("m", deep.Method);
        Assert.Throws<SerializationException>(() => Bodies.Read(Nested(255)));
        Assert.Throws<SerializationException>(() => Bodies.Read(Nested(100_000)));
    }

    [Fact]
    public void Ids_of_another_form_are_compared_by_all_their_characters()
    {
        static MessageId Id(string text)
        {
            using var request = Bodies.Read($$"""{"method": "m", "_unique_id": {{text}}}""");
            return request.Key;
        }

        Assert.Equal(Id("\"odd\""), Id("\"odd\""));
        Assert.NotEqual(Id("\"odd\""), Id("\"ode\""));
        Assert.NotEqual(Id("null"), Id("null"));
        Assert.NotEqual(Id("7"), Id("7"));
    }

    [Fact]
    public void Field_names_may_be_escaped()
    {
        using var request = Bodies.Read("""{"meth\u006fd": "m", "\u0061rgs": {"v": 1}, "\u005fcontext_a": 2}""");

        Assert.Equal("m", request.Method);
        Assert.Equal("""{"v": 1}""", Encoding.UTF8.GetString(request.Arguments));
        Assert.Equal(2, request.ReadContext()["a"].GetInt32());
    }
}
