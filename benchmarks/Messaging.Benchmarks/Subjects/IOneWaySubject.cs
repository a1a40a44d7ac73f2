namespace Messaging.Benchmarks.Subjects;

/// <summary>A subject that sends casts. A cast counts when all servers that get it have run it.</summary>
internal interface IOneWaySubject : ISubject
{
    /// <summary>Ends when all that was sent has run.</summary>
    Task AllRunAsync();
}
