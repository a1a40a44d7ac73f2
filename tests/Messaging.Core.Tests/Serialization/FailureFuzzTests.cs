using System.Text;
using Messaging.Drivers;
using Messaging.Notifications.Messages;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Serialization;

/// <summary>Broken failures and notifications, others in each run: each is read, or is an error that is expected. The failing body is in the message.</summary>
public sealed class FailureFuzzTests
{
    private static readonly int Inputs = FuzzInputs.Count(usual: 25_000);

    private static readonly byte[][] Failures =
    [
        .. new[]
        {
            """{"class": "PeerError", "module": "app", "message": "boom", "tb": ["a\n", "b"], "args": ["x", 1.5, null], "kwargs": {"code": 42}}""",
            """{"class": "ValueError_Remote", "module": "builtins_Remote", "message": "\u00e9\ud83d\ude00", "tb": [], "args": [NaN], "kwargs": {}}""",
            """{"class": "NoSuchMethod", "module": "oslo_messaging.rpc.dispatcher", "message": "m", "dotnet_class": "E", "code": "invalid_arguments"}""",
        }.SelectMany(failure => new[] { failure, System.Text.Json.JsonSerializer.Serialize(failure) }).Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Notifications =
    [
        .. new[]
        {
            """{"message_id": "1c0cbb9f-0cba-4658-b55a-0f9f2a04cfd3", "publisher_id": "p", "event_type": "e", "priority": "INFO", "payload": {"a": [1, null, NaN]}, "timestamp": "2026-11-21 01:05:54.849999", "_unique_id": "u", "_context_user": "\u00e9"}""",
            """{"oslo.version": "2.0", "oslo.message": "{\"event_type\": \"e\", \"payload\": [1.0, \"x\"], \"_context_a\": {}}"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void A_damaged_failure_is_an_exception_for_the_caller_and_nothing_else()
    {
        var call = Drivers.Replying.Calls.Call(TimeProvider.System, TimeSpan.FromMinutes(1));
        var map = new RemoteExceptionMap().AllowPythonBuiltins();
        var random = new Random();
        for (var i = 0; i < Inputs; i++)
        {
            var body = Mutations.Of(random, Failures[random.Next(Failures.Length)]);
            var error = Record.Exception(() => FailureReader.Read(body, call, map).ToString());
            Assert.True(error is null, error is null ? null : $"{Encoding.UTF8.GetString(body)}: {error}");
        }
    }

    [Fact]
    public void A_damaged_notification_is_read_or_refused_and_nothing_else()
    {
        var random = new Random();
        for (var i = 0; i < Inputs; i++)
        {
            var body = Mutations.Of(random, Notifications[random.Next(Notifications.Length)]);
            var error = Record.Exception(() => Show(body));

            // A text of each that is refused, with its stack, would take most of the time.
            if (error is not (null or SerializationException))
            {
                Assert.Fail($"{Encoding.UTF8.GetString(body)}: {error}");
            }
        }
    }

    private static void Show(byte[] body)
    {
        var fields = NotificationReader.Read(body, out var message);
        var notification = new Notification(message, fields, NotificationPriority.Info, false, JsonPayloadSerializer.ByReflection());
        _ = notification.Payload.ToString();
        _ = notification.Metadata.Time;
    }
}
