namespace Messaging.Benchmarks.Subjects.Http;

/// <summary>The arguments of the call.</summary>
internal sealed record EchoBody(string Payload);
