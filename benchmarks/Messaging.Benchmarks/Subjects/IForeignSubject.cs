using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Measuring.Rounds;

namespace Messaging.Benchmarks.Subjects;

/// <summary>
/// A subject whose client is in another language: a program of its own that makes a whole round and says what it measured.
/// </summary>
internal interface IForeignSubject : ISubject
{
    /// <summary>Whether its server is ours, in this process.</summary>
    bool ServesHere { get; }

    /// <summary>One round in a closed loop. Nothing was warmed up before.</summary>
    Task<ForeignRound> RunRoundAsync(Load load, TimeSpan time);

    ValueTask<string> ISubject.CallAsync(string payload) => throw new NotSupportedException($"{Name} makes whole rounds only.");
}
