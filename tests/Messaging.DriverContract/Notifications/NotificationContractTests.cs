using System.Text;

namespace Messaging.DriverContract;

/// <summary>A test of notifications: a notifier and listeners of the test's topic.</summary>
public abstract class NotificationContractTests(IDriverFixture fixture) : ContractTests(fixture)
{
    /// <summary>A notifier of the test's topic, whose failures are the test's.</summary>
    protected async Task<Notifier> NotifierAsync(Action<NotifierOptions>? configure = null)
    {
        var options = new NotifierOptions { Topics = [Topic], PublisherId = "test.host", ThrowOnFailure = true };
        configure?.Invoke(options);
        return new Notifier(await ClientSideAsync(), options);
    }

    /// <summary>Starts a listener of the test's topic.</summary>
    protected Task<NotificationListener> ListenAsync(params NotificationEndpoint[] endpoints) =>
        ListenAsync(new NotificationListenerOptions(), endpoints);

    /// <summary>Starts a listener of the test's topic with options.</summary>
    protected async Task<NotificationListener> ListenAsync(NotificationListenerOptions options, params NotificationEndpoint[] endpoints)
    {
        var listener = Own(NotificationListener.Create(await ServerSideAsync(), [new Target { Topic = Topic }], endpoints, options));
        await listener.StartAsync().WithinLimit();
        return listener;
    }

    /// <summary>Puts a body into the queue of info, as a peer would. There was a listener of it before.</summary>
    protected Task PublishRawAsync(string body) => Fixture.PublishRawAsync($"{Topic}.info", Encoding.UTF8.GetBytes(body));

    /// <summary>A notification as Python writes it.</summary>
    protected static string Info(string eventType, string? uniqueId = null) => Raw.Envelope(
        $$"""{"message_id": "{{Guid.NewGuid():D}}", "publisher_id": "p", "event_type": "{{eventType}}", "priority": "INFO", "payload": {}, """
        + $$"""
        "timestamp": "2026-11-21 01:05:54.849999", "_unique_id": "{{uniqueId ?? Guid.NewGuid().ToString("N")}}"}
        """);
}
