using Messaging.Notifications.Messages;

namespace Messaging.Notifications.Listening;

/// <summary>The methods, with their filters, that get the notifications of a priority, in the order of the endpoints.</summary>
internal sealed class NotificationTable
{
    private readonly (NotificationFilter? Filter, NotificationHandler Handler)[][] _handlers;

    /// <exception cref="InvalidEndpointException">A method takes a batch and the listener gives single notifications, or the other way
    /// round.</exception>
    public NotificationTable(IReadOnlyList<NotificationEndpoint> endpoints, bool isBatch)
    {
        foreach (var handler in endpoints.SelectMany(endpoint => endpoint.Handlers))
        {
            if (handler.TakesBatch != isBatch)
            {
                throw new InvalidEndpointException(handler.Name, handler.Priority.ToString(), isBatch
                    ? $"{handler.Name} takes one notification, but the listener gives batches (BatchSize above 1). "
                        + "Take an IReadOnlyList<Notification>."
                    : $"{handler.Name} takes a batch, but the listener gives one notification at a time. Set BatchSize.");
            }
        }

        _handlers =
        [
            .. NotificationPriorities.All.Select(priority =>
                endpoints
                    .SelectMany(endpoint => endpoint.Handlers
                        .Where(handler => handler.Priority == priority)
                        .Select(handler => (endpoint.Filter, handler)))
                    .ToArray()),
        ];
        Priorities = [.. NotificationPriorities.All.Where(priority => _handlers[(int)priority].Length > 0)];
    }

    /// <summary>The priorities for which an endpoint has a method.</summary>
    public IReadOnlyList<NotificationPriority> Priorities { get; }

    public (NotificationFilter? Filter, NotificationHandler Handler)[] For(NotificationPriority priority) => _handlers[(int)priority];
}
