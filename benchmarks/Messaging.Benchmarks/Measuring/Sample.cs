namespace Messaging.Benchmarks.Measuring;

/// <summary>What one round of one subject measured. Per call, except the collections, which are of the whole round.</summary>
/// <param name="CallsPerSecond">Calls that ended, over the time from the first start to the last end.</param>
/// <param name="P50">µs of the middle call.</param>
/// <param name="P99">µs within which 99 % ended.</param>
/// <param name="P999">µs within which 99.9 % ended.</param>
/// <param name="Cpu">µs of processor time of this process: client and server together.</param>
/// <param name="BrokerCpu">µs of processor time of the broker, or null if its process is not known.</param>
/// <param name="Bytes">Bytes allocated by this process: client and server together.</param>
/// <param name="Collections">Garbage collections of generation 0, 1 and 2.</param>
internal sealed record Sample(
    double CallsPerSecond, double P50, double P99, double P999, double Cpu, double? BrokerCpu, double Bytes,
    IReadOnlyList<int> Collections);
