using System.Text;
using Messaging.Core.Tests.Notifications;
using Messaging.Notifications.Messages;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Serialization;

public sealed class NotificationReaderTests
{
    // As captured from Python's driver messagingv2.
    private const string Captured =
        """{"oslo.version": "2.0", "oslo.message": "{\"message_id\": \"1c0cbb9f-0cba-4658-b55a-0f9f2a04cfd3\", \"publisher_id\": \"pub.host1\", \"event_type\": \"ev.type\", \"priority\": \"INFO\", \"payload\": {\"a\": [1, null, \"\\u00e9\"]}, \"timestamp\": \"2026-11-21 01:05:54.849999\", \"_unique_id\": \"64e7c3db81334d3da02518f71415b154\", \"_context_user\": \"u\", \"_context_user_id\": \"uid\"}"}""";

    [Fact]
    public void What_Python_sends_is_read()
    {
        var notification = Sample.Of(Captured);

        Assert.Equal(NotificationPriority.Info, notification.Priority);
        Assert.Equal("pub.host1", notification.PublisherId);
        Assert.Equal("ev.type", notification.EventType);
        Assert.Equal("é", notification.Payload["a"][2].GetString());
        Assert.Equal(["user", "user_id"], notification.Context.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new NotificationMetadata("1c0cbb9f-0cba-4658-b55a-0f9f2a04cfd3", "2026-11-21 01:05:54.849999"), notification.Metadata);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 1, 5, 54, 849, 999, TimeSpan.Zero), notification.Metadata.Time);
    }

    [Fact]
    public void A_number_that_is_none_is_read()
    {
        Assert.True(double.IsNaN(Sample.Of("""{"payload": {"load": NaN}}""").Payload["load"].GetDouble()));
        Assert.Equal(double.NegativeInfinity, Sample.Of("""{"payload": -Infinity}""").PayloadAs<double>());
    }

    [Fact]
    public void A_payload_is_read_as_a_type_or_says_that_it_is_none()
    {
        var notification = Sample.Of("""{"event_type": "e", "payload": {"a": 1}}""");

        Assert.Equal(1, notification.PayloadAs<Dictionary<string, int>>()!["a"]);
        Assert.Contains("'e'", Assert.Throws<SerializationException>(() => notification.PayloadAs<int>()).Message, StringComparison.Ordinal);
        Assert.Null(Sample.Of("""{"payload": null}""").PayloadAs<string>());
        Assert.True(Sample.Of("""{"payload": null}""").Payload.IsNull);
    }

    [Fact]
    public void Damaged_bodies_are_read_or_refused_and_nothing_else()
    {
        var original = Encoding.UTF8.GetBytes(Captured);
        var random = new Random(20261121);
        for (var i = 0; i < 50_000; i++)
        {
            var body = original.AsSpan().ToArray();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            try
            {
                var fields = NotificationReader.Read(body.AsSpan(0, random.Next(4) == 0 ? random.Next(body.Length) : body.Length), out var message);
                var notification = new Notification(message, fields, NotificationPriority.Info, false, JsonPayloadSerializer.ByReflection());
                _ = notification.Payload.ToString();
                _ = notification.Metadata.Time;
            }
            catch (SerializationException)
            {
            }
        }
    }
}
