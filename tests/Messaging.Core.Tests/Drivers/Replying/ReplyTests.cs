using System.Text;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Replying;

public sealed class ReplyTests
{
    [Theory]
    [InlineData("null", false)]
    [InlineData("false", true)]
    [InlineData("0", true)]
    [InlineData("\"\"", true)]
    [InlineData("[]", true)]
    [InlineData("{}", true)]
    public void Every_result_but_null_is_one(string result, bool has)
    {
        using var reply = Calls.Reply(MessageId.NewUnique(), result);

        Assert.Equal(has, reply.HasResult);
        Assert.False(reply.IsFailure);
        Assert.True(reply.IsEnding);
    }

    [Theory]
    [InlineData("null", false)]
    [InlineData("\"\"", false)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("{}", false)]
    [InlineData("[]", false)]
    [InlineData("\"x\"", true)]
    [InlineData("\"null\"", true)]
    [InlineData("{\"class\": 1}", true)]
    [InlineData("true", true)]
    public void A_failure_is_what_python_takes_for_true_and_ends_the_call(string failure, bool is_failure)
    {
        using var reply = Read($$"""{"result": 1, "failure": {{failure}}, "ending": false, "_msg_id": "x"}""");

        Assert.Equal(is_failure, reply.IsFailure);
        Assert.Equal(is_failure, reply.IsEnding);
    }

    [Fact]
    public void Fields_in_any_order_and_fields_of_another_time_are_read_or_passed_over()
    {
        var id = MessageId.NewUnique();
        using var reply = Read($$$"""{"new": {"_msg_id": "no", "ending": false}, "ending": true, "_msg_id": "{{{id.ToString().ToUpperInvariant()}}}", "other": [1, [2]], "result": {"a": [1]}}""");

        Assert.Equal(id, reply.MessageId);
        Assert.Equal("""{"a": [1]}""", Calls.Result(reply));
    }

    [Theory]
    [InlineData("\"short\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{\"a\": 1}")]
    [InlineData("\"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\"")]
    public void An_id_that_is_not_ours_is_none(string id)
    {
        using var reply = Read($$"""{"_msg_id": {{id}}, "result": 5, "ending": true, "failure": null}""");

        Assert.Null(reply.MessageId);
        Assert.Equal("5", Calls.Result(reply));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"result\": }")]
    [InlineData("{\"result\": 1")]
    [InlineData("{\"oslo.version\": \"3.0\", \"oslo.message\": \"{}\"}")]
    public void What_is_no_reply_is_a_serialization_error(string body) => Assert.Throws<SerializationException>(() => Read(body));

    private static Reply Read(string body) => Reply.Read(Encoding.UTF8.GetBytes(body));
}
