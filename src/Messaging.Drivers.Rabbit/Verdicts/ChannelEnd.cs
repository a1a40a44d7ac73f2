using System.Text.RegularExpressions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>Why a channel ended, and with it the messages that it had not confirmed.</summary>
/// <param name="Reason">The reason in the broker's or the library's words.</param>
/// <param name="IsRefusal">Whether the broker closed this channel alone, for something that was published through it.</param>
/// <param name="Access">What the broker's user was not allowed to publish, when that is why.</param>
/// <param name="Size">How large a message was, when that is why.</param>
internal readonly partial record struct ChannelEnd(string Reason, bool IsRefusal, AccessRefusal? Access = null, SizeRefusal? Size = null)
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
        reason.ReplyCode == Constants.AccessRefused ? AccessRefusal.Read(reason.ReplyText) : null,
        reason.ReplyCode == Constants.PreconditionFailed ? SizeRefusal.Read(reason.ReplyText) : null)
    {
        MissingExchange = reason.ReplyCode == Constants.NotFound && NoExchange().Match(reason.ReplyText) is { Success: true } match
            ? match.Groups[1].Value
            : null,
    };

    /// <summary>What the end is to one of the messages that it caught.</summary>
    /// <param name="exchange">Where the message was published.</param>
    /// <param name="routingKey">Under which key.</param>
    /// <param name="size">How large it is, in bytes.</param>
    public SendOutcome OutcomeOf(string exchange, string routingKey, int size) =>
        Concerns(exchange, routingKey, size) ? SendOutcome.ClosedForIt
        : !IsRefusal ? SendOutcome.ConnectionLost
        : Access is not null || Size is not null ? SendOutcome.ClosedForAnother
        : SendOutcome.ClosedForOne;

    /// <summary>The error of a message that it is for, as far as the broker says; else null.</summary>
    /// <param name="exchange">Where the message was published.</param>
    /// <param name="routingKey">Under which key.</param>
    /// <param name="size">How large it is, in bytes.</param>
    /// <param name="what">What it is, to begin a sentence with.</param>
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
