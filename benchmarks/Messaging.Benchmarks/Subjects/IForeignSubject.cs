using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Subjects;

/// <summary>A subject in another language: a program of its own that makes a whole round and says what it measured.</summary>
internal interface IForeignSubject : ISubject
{
    /// <summary>One round. Nothing was warmed up before.</summary>
    /// <param name="callers">How many calls are under way at a time.</param>
    /// <param name="bytes">The size of what is echoed.</param>
    /// <param name="time">How long.</param>
    Task<Sample> RunRoundAsync(int callers, int bytes, TimeSpan time);
}
