using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Subjects;

/// <summary>A subject whose server runs in a process of its own.</summary>
internal interface IApartSubject : ISubject
{
    /// <summary>What the server's process has used so far.</summary>
    ValueTask<Usage> ReadServerAsync();
}
