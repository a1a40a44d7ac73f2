using Messaging.Notifications.Listening;

namespace Messaging.Core.Tests.Notifications;

public sealed class NotificationEndpointTests
{
    private static readonly Notification Arrived = Sample.Of(
        """{"priority": "INFO", "publisher_id": "p", "event_type": "e", "message_id": "id", "payload": {"state": "on"}, "_context_user": "u"}""");

    [Fact]
    public async Task A_method_gets_what_its_parameters_ask_for()
    {
        var instance = new Everything();
        var endpoint = NotificationEndpoint.FromObject(instance);

        foreach (var handler in endpoint.Handlers)
        {
            Assert.Equal(
                handler.Priority == NotificationPriority.Error ? NotificationResult.Requeue : NotificationResult.Handled,
                await handler.Body([Arrived], CancellationToken.None));
        }

        Assert.Equal(
            [
                "Audit", "Critical e p on id u Info", "Debug True", "Error on", "Info on", "Sample", "Warn on",
            ],
            instance.Ran.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_method_of_batches_gets_the_list()
    {
        var instance = new Batches();
        var endpoint = NotificationEndpoint.FromObject(instance);

        var handler = Assert.Single(endpoint.Handlers);
        Assert.True(handler.TakesBatch);
        Assert.Equal(NotificationResult.Requeue, await handler.Body([Arrived, Arrived], CancellationToken.None));
        Assert.Equal(2, instance.Count);
    }

    [Fact]
    public async Task A_payload_that_does_not_fit_fails_the_method()
    {
        var handler = Assert.Single(NotificationEndpoint.FromObject(new TakesNumber()).Handlers);

        await Assert.ThrowsAsync<SerializationException>(async () => await handler.Body([Arrived], CancellationToken.None));
    }

    public static TheoryData<object, string> Wrong => new()
    {
        { new object(), "Object has no method for notifications" },
        { new Unknown(), "its parameter 'text' gets no value" },
        { new ByReference(), "its parameter 'payload' gets no value" },
        { new Twice(), "more than one method for the priority Info" },
        { new Generic(), "it is generic" },
        { new ReturnsText(), "it returns a String" },
        { new AsyncVoid(), "it is async void" },
        { new MixedBatch(), "its parameter 'payload' gets no value" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_method_that_cannot_be_called_is_an_error_that_names_it(object instance, string says)
    {
        var error = Assert.Throws<InvalidEndpointException>(() => NotificationEndpoint.FromObject(instance));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal(instance.GetType().Name, error.Endpoint);
    }

    [Fact]
    public void A_listener_of_batches_takes_methods_of_batches_only_and_the_other_way_round()
    {
        var single = NotificationEndpoint.FromObject(new TakesNumber());
        var batch = NotificationEndpoint.FromObject(new Batches());

        Assert.Throws<InvalidEndpointException>(() => new NotificationTable([single], isBatch: true));
        Assert.Throws<InvalidEndpointException>(() => new NotificationTable([batch], isBatch: false));
        Assert.Equal([NotificationPriority.Info], new NotificationTable([single, single], isBatch: false).Priorities);
    }

    public sealed record State(string Name);

    public sealed class Everything
    {
        public List<string> Ran { get; } = [];

        public void Audit() => Ran.Add("Audit");

        public Task DebugAsync(CancellationToken token)
        {
            Ran.Add($"Debug {token == CancellationToken.None}");
            return Task.CompletedTask;
        }

        public NotificationResult Info(Dictionary<string, string> payload)
        {
            Ran.Add("Info " + payload["state"]);
            return NotificationResult.Handled;
        }

        public async ValueTask WarnAsync(RpcValue payload)
        {
            await Task.Yield();
            Ran.Add($"Warn {payload["state"]}");
        }

        public async Task<NotificationResult> ErrorAsync(Notification notification)
        {
            await Task.Yield();
            Ran.Add($"Error {notification.Payload["state"]}");
            return NotificationResult.Requeue;
        }

        public ValueTask<NotificationResult> Critical(
            NotificationMetadata metadata, RpcContext context, string publisherId, string eventType, RpcValue payload, NotificationPriority priority)
        {
            Ran.Add($"Critical {eventType} {publisherId} {payload["state"]} {metadata.MessageId} {context["user"]} {priority}");
            return default;
        }

        public ValueTask Sample()
        {
            Ran.Add("Sample");
            return default;
        }

        public void Other(int number) => Ran.Add($"{number}");
    }

    public sealed class Batches
    {
        public int Count { get; private set; }

        public NotificationResult Info(IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
        {
            Count += notifications.Count;
            return NotificationResult.Requeue;
        }
    }

    public sealed class TakesNumber
    {
        public static void Ignore(int payload) => _ = payload;

        public void Info(int payload) => Ignore(payload);
    }

    public sealed class Unknown
    {
        public void Info(string text) => TakesNumber.Ignore(text.Length);
    }

    public sealed class ByReference
    {
        public void Info(ref int payload) => payload++;
    }

    public sealed class Twice
    {
        public void Info() => TakesNumber.Ignore(1);

        public Task InfoAsync() => Task.CompletedTask;
    }

    public sealed class Generic
    {
        public void Info<T>(T payload) => TakesNumber.Ignore(payload is null ? 0 : 1);
    }

    public sealed class ReturnsText
    {
        public string Info() => "";
    }

    public sealed class AsyncVoid
    {
#pragma warning disable VSTHRD100
        public async void Info() => await Task.Yield();
#pragma warning restore VSTHRD100
    }

    public sealed class MixedBatch
    {
        public void Info(IReadOnlyList<Notification> notifications, int payload) => TakesNumber.Ignore(notifications.Count + payload);
    }
}
