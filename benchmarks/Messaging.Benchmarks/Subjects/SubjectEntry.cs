namespace Messaging.Benchmarks.Subjects;

/// <summary>A subject that can be measured.</summary>
/// <param name="Name">Its name on the command line and in the report.</param>
/// <param name="Twin">The subject that its figures are divided by, if there is one.</param>
/// <param name="NeedsBroker">Whether it talks to RabbitMQ.</param>
/// <param name="Create">Makes it, with the broker's URL if it needs one.</param>
internal sealed record SubjectEntry(string Name, string? Twin, bool NeedsBroker, Func<string?, ISubject> Create);
