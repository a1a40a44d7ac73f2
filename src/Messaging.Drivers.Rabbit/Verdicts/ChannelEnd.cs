using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>Why a channel ended, and with it the messages not yet confirmed on it.</summary>
/// <param name="Reason">The reason in the broker's or the library's words.</param>
/// <param name="IsRefusal">Whether the broker closed only this channel, because of a message published through it.</param>
/// <param name="Access">What the broker's user was not allowed to publish, when that was the cause.</param>
/// <param name="Size">The size of a message, when that was the cause.</param>
internal readonly partial record struct ChannelEnd(string Reason, bool IsRefusal, AccessRefusal? Access = null, SizeRefusal? Size = null)
{
    private const int ContentTooLarge = 311;
    private const int NoConsumers = 313;

    /// <summary>The exchange that a message was published to and that did not exist, when that was the cause.</summary>
    public string? MissingExchange { get; private init; }

    /// <summary>
    /// Whether the message that is told of this end certainly did not reach the broker's queues: it was the cause of the end, or was sent
    /// after that message.
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
        reason.ReplyCode == Constants.AccessRefused ? AccessRefusal.Read(reason.ReplyText) : null,
        reason.ReplyCode == Constants.PreconditionFailed ? SizeRefusal.Read(reason.ReplyText) : null)
    {
        MissingExchange = reason.ReplyCode == Constants.NotFound && NoExchange().Match(reason.ReplyText) is { Success: true } match
            ? match.Groups[1].Value
            : null,
    };

    /// <summary>What the end means for one of the messages lost with the channel.</summary>
    /// <param name="exchange">The exchange to which the message was published.</param>
    /// <param name="routingKey">The routing key of the message.</param>
    /// <param name="size">The size of the message, in bytes.</param>
    public SendOutcome OutcomeOf(string exchange, string routingKey, int size) =>
        Concerns(exchange, routingKey, size) ? SendOutcome.ClosedForIt
        : !IsRefusal ? SendOutcome.ConnectionLost
        : Access is not null || Size is not null ? SendOutcome.ClosedForAnother
        : SendOutcome.ClosedForOne;

    /// <summary>The error of a message that was the cause of the end, as far as the broker says so; otherwise null.</summary>
    /// <param name="exchange">The exchange to which the message was published.</param>
    /// <param name="routingKey">The routing key of the message.</param>
    /// <param name="size">The size of the message, in bytes.</param>
    /// <param name="what">The message, in words that begin a sentence.</param>
    public DeliveryException? Forbids(string exchange, string routingKey, int size, string what)
    {
        if (Access is { } access && access.Concerns(exchange, routingKey))
        {
            return new DeliveryException(access.ExplainPublishing(), isTransient: false);
        }

        return Size is { } refusal && size > refusal.Limit ? (refusal with { Size = size }).ToException(what) : null;
    }

    private bool Concerns(string exchange, string routingKey, int size) =>
        Access?.Concerns(exchange, routingKey) == true || Size?.Limit < size;

    [GeneratedRegex("no exchange '(.*)' in vhost '", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex NoExchange();
}
