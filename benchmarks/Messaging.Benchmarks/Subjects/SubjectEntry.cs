namespace Messaging.Benchmarks.Subjects;

/// <summary>A subject that can be measured.</summary>
internal sealed record SubjectEntry
{
    /// <summary>Its name on the command line and in the report.</summary>
    public required string Name { get; init; }

    /// <summary>The subjects that its figures are divided by; none for a twin.</summary>
    public IReadOnlyList<string> Twins { get; init; } = [];

    /// <summary>Whether ours are compared with it, and no code of ours is in it.</summary>
    public bool IsTwin => Twins.Count == 0;

    /// <summary>Whether it talks to RabbitMQ.</summary>
    public bool NeedsBroker { get; init; }

    /// <summary>Whether its server can run in another process of this program.</summary>
    public bool CanBeApart { get; init; }

    /// <summary>Makes it, or says by null that it cannot send what is asked for.</summary>
    public required Func<SubjectSetup, ISubject?> Create { get; init; }
}
