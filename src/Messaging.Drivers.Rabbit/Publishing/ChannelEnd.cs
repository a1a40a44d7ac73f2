using System.Text.RegularExpressions;
using Messaging.Drivers.Rabbit.Securing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Publishing;

/// <summary>Why a channel ended, and with it the messages that it had not confirmed.</summary>
/// <param name="Reason">The reason in the broker's or the library's words.</param>
/// <param name="IsRefusal">Whether the broker closed this channel alone, for something that was published through it.</param>
/// <param name="Access">What the broker's user was not allowed to publish, when that is why.</param>
internal readonly partial record struct ChannelEnd(string Reason, bool IsRefusal, AccessRefusal? Access = null)
{
    private const int ContentTooLarge = 311;
    private const int NoConsumers = 313;

    /// <summary>The exchange that something was published to and that was not there, when that is why.</summary>
    public string? MissingExchange { get; private init; }

    /// <summary>
    /// Whether the message that this is told to did surely not get to the broker's queues: it was what the broker closed the channel for, or
    /// came after that.
    /// </summary>
    public bool WasDropped { get; init; }

    public static ChannelEnd Of(ShutdownEventArgs reason) => new(
        $"{reason.ReplyCode} {reason.ReplyText}",
        reason is
        {
            Initiator: ShutdownInitiator.Peer,
            ReplyCode: ContentTooLarge or NoConsumers or Constants.AccessRefused or Constants.NotFound or Constants.ResourceLocked
                or Constants.PreconditionFailed,
        },
        reason.ReplyCode == Constants.AccessRefused ? AccessRefusal.Read(reason.ReplyText) : null)
    {
        MissingExchange = reason.ReplyCode == Constants.NotFound && NoExchange().Match(reason.ReplyText) is { Success: true } match
            ? match.Groups[1].Value
            : null,
    };

    /// <summary>Whether it is for what is published on a route, as far as the broker says; then the error.</summary>
    public DeliveryException? Forbids(Route route) => Access is { } access && access.Concerns(route.Exchange.Value, route.RoutingKey.Value)
        ? new DeliveryException(access.ExplainPublishing(), isTransient: false)
        : null;

    /// <summary>Whether it is for another message than those of a route.</summary>
    public bool Spares(Route route) => !IsRefusal || (Access is not null && Forbids(route) is null);

    [GeneratedRegex("no exchange '(.*)' in vhost '", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex NoExchange();
}
