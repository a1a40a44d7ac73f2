namespace Messaging.Threads;

/// <summary>A component that runs users' methods on the thread pool.</summary>
internal interface IMethodHost
{
    /// <summary>How many messages are in flight: those whose methods run, and those that wait.</summary>
    int InHand { get; }

    /// <summary>The name of a run of this host in the log.</summary>
    string? NameOf(object run);

    /// <summary>Logs that the pool had no free thread while methods ran.</summary>
    /// <param name="cause">What is known about the cause, in a sentence.</param>
    /// <param name="added">How many threads the pool may now have beyond its own number.</param>
    void LogStarvation(string cause, int added);
}
