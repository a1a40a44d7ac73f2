namespace Messaging.Benchmarks.Measuring;

/// <summary>What one round of one subject measured. Per call, except the collections, which are of the whole round.</summary>
internal sealed record Sample
{
    /// <summary>Calls that ended, over the time from the first start to the last end.</summary>
    public required double CallsPerSecond { get; init; }

    /// <summary>µs of the middle call.</summary>
    public required double P50 { get; init; }

    /// <summary>µs within which 99 % ended.</summary>
    public required double P99 { get; init; }

    /// <summary>µs within which 99.9 % ended.</summary>
    public required double P999 { get; init; }

    /// <summary>µs of processor time of client and server together.</summary>
    public required double Cpu { get; init; }

    /// <summary>µs of processor time of the client, if it is not in one process with the server.</summary>
    public double? ClientCpu { get; init; }

    /// <summary>µs of processor time of the server, if it is not in one process with the client.</summary>
    public double? ServerCpu { get; init; }

    /// <summary>µs of processor time of the broker, or null if its process is not known.</summary>
    public double? BrokerCpu { get; init; }

    /// <summary>Bytes allocated by client and server together, as far as they are .NET; null if neither is.</summary>
    public double? Bytes { get; init; }

    /// <summary>Garbage collections of generation 0, 1 and 2, likewise.</summary>
    public IReadOnlyList<int>? Collections { get; init; }
}
