using DotnetPeer.Endpoints;
using Messaging;

namespace DotnetPeer.Driving;

/// <summary>Notifiers and listeners as commands describe them.</summary>
internal static class Notifications
{
    public static Notifier Notifier(Transport transport, PeerCommand command) => new(transport, new NotifierOptions
    {
        PublisherId = command.PublisherId ?? "peer.host1",
        Topics = command.Topics,
        Exchange = command.Exchange,
        Drivers = [command.Driver == "messaging" ? NotifierDriver.Messaging : NotifierDriver.MessagingV2],
        ThrowOnFailure = true,
    });

    public static Task SendAsync(Notifier notifier, PeerCommand command) => notifier.NotifyAsync(
        Enum.Parse<NotificationPriority>(command.Priority ?? "info", ignoreCase: true),
        new RpcContext(RpcValue.Parse(command.Context ?? "{}").Properties),
        command.EventType ?? "peer.event",
        RpcValue.Parse(command.Payload ?? "{}"));

    /// <summary>A listener that says what comes.</summary>
    public static NotificationListener Listener(Transport transport, PeerCommand command)
    {
        var priorities = command.Priorities is null or [] ? Enum.GetValues<NotificationPriority>()
            : Array.ConvertAll(command.Priorities, name => Enum.Parse<NotificationPriority>(name, ignoreCase: true));
        var options = new NotificationListenerOptions
        {
            AllowRequeue = true,
            Pool = command.Pool,
            BatchSize = command.BatchSize ?? 1,
            BatchTimeout = command.BatchTimeout is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan,
        };
        return NotificationListener.Create(
            transport,
            [.. command.Topics.Select(topic => new Target { Topic = topic, Exchange = command.Exchange })],
            [new NotificationRecorder(command.RequeueFirst, listener: command.Id).Endpoint(
                priorities, new NotificationFilter(command.FilterPublisherId, command.FilterEventType), isBatch: command.BatchSize > 1)],
            options);
    }
}
