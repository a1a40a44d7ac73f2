using System.Diagnostics.CodeAnalysis;
using Messaging.Notifications.Listening;

namespace Messaging;

/// <summary>Methods that get notifications, at most one for each priority, and their filter.</summary>
/// <remarks>Immutable.</remarks>
public sealed class NotificationEndpoint
{
    private readonly NotificationHandler[] _handlers;

    /// <summary>Creates an endpoint from methods.</summary>
    /// <param name="handlers">The methods.</param>
    /// <param name="filter">The filter of their notifications, or null for all.</param>
    /// <exception cref="InvalidEndpointException">There is no method, or two have the same priority.</exception>
    public NotificationEndpoint(IEnumerable<NotificationHandler> handlers, NotificationFilter? filter = null)
        : this("endpoint", handlers, filter)
    {
    }

    internal NotificationEndpoint(string name, IEnumerable<NotificationHandler> handlers, NotificationFilter? filter)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        _handlers = [.. handlers];
        Filter = filter;
        if (_handlers.Length == 0)
        {
            throw new InvalidEndpointException(
                name, null,
                $"{name} has no method for notifications. Give it a public method named Audit, Debug, Info, Warn, Error, Critical or "
                    + "Sample, with or without Async.");
        }

        if (_handlers.GroupBy(handler => handler.Priority).FirstOrDefault(group => group.Count() > 1) is { } doubled)
        {
            throw new InvalidEndpointException(
                name, doubled.Key.ToString(),
                $"{name} has more than one method for the priority {doubled.Key}. Keep one of them, or make two endpoints.");
        }
    }

    /// <summary>The methods.</summary>
    public IReadOnlyList<NotificationHandler> Handlers => _handlers;

    /// <summary>The filter of the methods' notifications, or null for all.</summary>
    public NotificationFilter? Filter { get; }

    /// <summary>
    /// Creates an endpoint from an object. Its public methods named <c>Audit</c>, <c>Debug</c>, <c>Info</c>, <c>Warn</c>, <c>Error</c>,
    /// <c>Critical</c> and <c>Sample</c>, with or without <c>Async</c>, get the notifications of that priority. They return nothing, a
    /// <see cref="NotificationResult"/>, or a task of either.
    /// </summary>
    /// <remarks>
    /// Parameters, in any order: <see cref="Notification"/>, <see cref="RpcContext"/>, <see cref="NotificationMetadata"/>,
    /// <see cref="CancellationToken"/>, <c>string publisherId</c>, <c>string eventType</c>, and <c>payload</c> of any type. For batches: a
    /// list of <see cref="Notification"/>.
    /// </remarks>
    /// <param name="instance">The object.</param>
    /// <param name="filter">The filter of its notifications, or null for all.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="InvalidEndpointException">There is no such method, or one cannot be called; the message names it.</exception>
    [RequiresUnreferencedCode("Finds the methods by reflection. Describe them with NotificationHandler.Create instead.")]
    [RequiresDynamicCode("Compiles a delegate for each method. Describe them with NotificationHandler.Create instead.")]
    public static NotificationEndpoint FromObject(object instance, NotificationFilter? filter = null)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return NotificationEndpointScanner.Scan(instance, filter);
    }
}
