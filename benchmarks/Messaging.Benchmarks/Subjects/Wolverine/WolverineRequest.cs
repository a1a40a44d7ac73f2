namespace Messaging.Benchmarks.Subjects.Wolverine;

/// <summary>What Wolverine's client sends. Public, as its generated code asks for.</summary>
/// <param name="Payload">The text.</param>
public sealed record WolverineRequest(string Payload);
