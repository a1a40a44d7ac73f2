namespace Messaging.Threads;

/// <summary>What runs users' methods on the thread pool.</summary>
internal interface IMethodHost
{
    /// <summary>How many messages are in hand: those whose methods run, and those that wait.</summary>
    int InHand { get; }

    /// <summary>What the log calls a run of this host.</summary>
    string? NameOf(object run);

    /// <summary>Logs that the pool had no free thread while methods ran.</summary>
    /// <param name="cause">What is known of the reason, in a sentence.</param>
    /// <param name="added">How many threads the pool may have beyond its own number by now.</param>
    void LogStarvation(string cause, int added);
}
