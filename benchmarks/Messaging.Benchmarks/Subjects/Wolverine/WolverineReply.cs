namespace Messaging.Benchmarks.Subjects.Wolverine;

/// <summary>What Wolverine's server answers. Public, as its generated code asks for.</summary>
/// <param name="Payload">The text.</param>
public sealed record WolverineReply(string Payload);
