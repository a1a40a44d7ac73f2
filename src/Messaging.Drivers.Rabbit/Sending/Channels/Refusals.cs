using System.Collections.Concurrent;
using Messaging.Drivers.Rabbit.Sending.Messages;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>
/// What one connection was not allowed to publish a moment ago. The broker closes the whole channel for each such message, so that
/// others suffer: for a while they fail here, and then one is let through to see.
/// </summary>
internal sealed class Refusals(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Exchange, string? RoutingKey), Refusal> _refused = new();
    private volatile bool _any;

    /// <summary>Remembers a refusal.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="routingKey">The routing key, or null when it is for every one.</param>
    /// <param name="why">The text of the errors until it is tried again.</param>
    /// <param name="isTransient">Whether the broker may take it soon: then whoever sends meanwhile waits, and does not fail.</param>
    public void Add(string exchange, string? routingKey, string why, bool isTransient = false)
    {
        _refused[(exchange, routingKey)] = new Refusal(why, isTransient, time.GetTimestamp());
        _any = true;
    }

    /// <summary>Throws when a route was refused a moment ago.</summary>
    /// <exception cref="DeliveryException">It was.</exception>
    public void ThrowIfRefused(Route route)
    {
        if (_any)
        {
            Throw((route.Exchange.Value, null));
            Throw((route.Exchange.Value, route.RoutingKey.Value));
        }
    }

    private void Throw((string Exchange, string? RoutingKey) key)
    {
        if (!_refused.TryGetValue(key, out var refusal))
        {
            return;
        }

        if (time.GetElapsedTime(refusal.Since) < Pause)
        {
            throw new DeliveryException(refusal.Why, refusal.IsTransient);
        }

        _refused.TryRemove(key, out _);
        _any = !_refused.IsEmpty;
    }

    private sealed record Refusal(string Why, bool IsTransient, long Since);
}
