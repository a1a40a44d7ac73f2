namespace Messaging.Interop.Tests.Scenarios;

/// <summary>A result as JSON, or the name of an exception and a part of its message.</summary>
public sealed record Outcome(string? Json, string? Error, string Message);
