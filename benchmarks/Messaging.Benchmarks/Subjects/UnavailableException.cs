namespace Messaging.Benchmarks.Subjects;

/// <summary>A subject needs something that this machine has not; the message says what. The others are measured all the same.</summary>
internal sealed class UnavailableException(string message) : Exception(message);
