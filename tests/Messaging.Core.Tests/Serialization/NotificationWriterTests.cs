using System.Text;
using Messaging.Drivers;
using Messaging.Notifications.Messages;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Serialization;

public sealed class NotificationWriterTests
{
    private static readonly DateTime Time = new(2026, 11, 21, 1, 5, 54, DateTimeKind.Utc);

    [Fact]
    public void A_notification_has_Pythons_fields_in_Pythons_order()
    {
        var content = Content(new RpcContext { ["user"] = "zoë", ["auth_token"] = "secret" }, Time.AddMicroseconds(849_999));

        var message = Write(content, EnvelopeFormat.Bare);

        var parsed = RpcValue.Parse(message);
        Assert.Equal(
            $$"""
            {"message_id":"{{content.Id:D}}","publisher_id":"p","event_type":"e.t","priority":"WARN","payload":{"a":[1,null]},"timestamp":"2026-11-21 01:05:54.849999","_unique_id":"{{parsed["_unique_id"]}}","_context_user":"zo\u00EB"}
            """,
            message);
        Assert.True(MessageId.TryParse(Encoding.UTF8.GetBytes(parsed["_unique_id"].ToString()), out _));
    }

    [Fact]
    public void The_envelope_is_that_of_requests_and_each_writing_has_a_unique_id_of_its_own()
    {
        var content = Content(null, Time);

        var envelopes = new[] { Write(content, EnvelopeFormat.Oslo2), Write(content, EnvelopeFormat.Oslo2) }.Select(RpcValue.Parse).ToArray();
        var messages = envelopes.Select(envelope => RpcValue.Parse(envelope["oslo.message"].GetString()!)).ToArray();

        Assert.Equal("2.0", envelopes[0]["oslo.version"].GetString());
        Assert.Equal(messages[0]["message_id"], messages[1]["message_id"]);
        Assert.NotEqual(messages[0]["_unique_id"], messages[1]["_unique_id"]);
    }

    [Theory]
    [InlineData(0, "2026-11-21 01:05:54")]
    [InlineData(9, "2026-11-21 01:05:54")]
    [InlineData(10, "2026-11-21 01:05:54.000001")]
    [InlineData(5_000_000, "2026-11-21 01:05:54.500000")]
    public void The_fraction_of_the_time_is_left_out_when_it_is_zero(long ticks, string text) =>
        Assert.Equal(text, RpcValue.Parse(Write(Content(null, Time.AddTicks(ticks)), EnvelopeFormat.Bare))["timestamp"].GetString());

    [Fact]
    public void A_sender_may_insist_on_the_bare_form()
    {
        var message = new OutgoingNotification(
            new Target { Topic = "t.warn" }, new Deadline(TimeProvider.System, Timeout.InfiniteTimeSpan), Content(null, Time), isBare: true);
        using var buffer = MessageBuffer.Rent();

        message.WriteTo(buffer, EnvelopeFormat.Oslo2);

        Assert.Equal("e.t", RpcValue.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan))["event_type"].GetString());
        Assert.False(message.Mandatory);
        Assert.Null(message.TimeToLive);
        Assert.Equal("e.t", message.Method);
    }

    private static NotificationContent Content(RpcContext? context, DateTime utc) =>
        new(NotificationPriority.Warn, "p", "e.t", """{"a":[1,null]}"""u8.ToArray(), utc, context, new HashSet<string> { "user" });

    private static string Write(NotificationContent content, EnvelopeFormat format)
    {
        using var buffer = MessageBuffer.Rent();
        NotificationWriter.Write(buffer, format, content);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
