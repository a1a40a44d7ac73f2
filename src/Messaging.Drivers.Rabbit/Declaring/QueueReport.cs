namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>What the broker says of a queue.</summary>
/// <param name="Presence">Whether it is there; the numbers are of one that is.</param>
/// <param name="Consumers">How many consumers it has.</param>
/// <param name="Messages">How many messages wait in it.</param>
internal readonly record struct QueueReport(Presence Presence, uint Consumers = 0, uint Messages = 0)
{
    /// <summary>The same in words, for the error of a call; null when it says nothing.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="exchange">The exchange from which nothing got there, or null when what was sent did.</param>
    public string? Describe(string queue, string? exchange) => Presence switch
    {
        Presence.Missing => $"Queue '{queue}' is not there.",
        Presence.There when exchange is not null && Consumers > 0 =>
            $"Queue '{queue}' has {Who} but no binding: nothing gets there from exchange '{exchange}'. The queue was unbound, or the exchange "
                + "deleted and made anew. Its server binds it again when it looks, once a minute at least.",
        Presence.There => $"Queue '{queue}' has {Who}; {What} in it.",
        _ => null,
    };

    private string Who => Consumers switch
    {
        0 => "no consumer: nobody serves it now",
        1 => "1 consumer",
        _ => FormattableString.Invariant($"{Consumers} consumers"),
    };

    private string What => Messages switch
    {
        0 => "no message waits",
        1 => "1 message waits",
        _ => FormattableString.Invariant($"{Messages} messages wait"),
    };
}
