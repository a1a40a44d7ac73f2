namespace Messaging.Benchmarks.Measuring.Rounds;

/// <summary>What a program of another language says of its round.</summary>
/// <param name="Latencies">Its calls and their times.</param>
/// <param name="ClientCpu">Processor time of the process with the client.</param>
/// <param name="ServerCpu">That of the server's process, or null if it is the same as the client's, or this one.</param>
internal sealed record ForeignRound(Latencies Latencies, TimeSpan ClientCpu, TimeSpan? ServerCpu);
