namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>The broker's report on a queue.</summary>
/// <param name="Presence">Whether the queue exists; only then do the numbers count.</param>
/// <param name="Consumers">How many consumers it has.</param>
/// <param name="Messages">How many messages wait in it.</param>
internal readonly record struct QueueReport(Presence Presence, uint Consumers = 0, uint Messages = 0)
{
    /// <summary>The report in words, for the error of a call; null when it says nothing.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="exchange">The exchange from which a message did not reach the queue, or null when it did.</param>
    public string? Describe(string queue, string? exchange) => Presence switch
    {
        Presence.Missing => $"Queue '{queue}' does not exist.",
        Presence.There when exchange is not null && Consumers > 0 =>
            $"Queue '{queue}' has {Who} but no binding: no message from exchange '{exchange}' reaches it. The queue was unbound, or the "
                + "exchange was deleted and recreated. Its server restores the binding when it checks it, at least once a minute.",
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
