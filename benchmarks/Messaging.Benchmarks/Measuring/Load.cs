namespace Messaging.Benchmarks.Measuring;

/// <summary>What is asked of a subject in a round.</summary>
/// <param name="Callers">How many callers, each of which makes its next call when the last one is over; 0 in an open loop.</param>
/// <param name="Rate">Calls a second that are started whatever becomes of those before: the open loop; 0 for callers.</param>
/// <param name="Payload">Bytes of the text that is echoed.</param>
internal sealed record Load(int Callers, int Rate, int Payload)
{
    private const long MostBytes = 64 << 20;

    /// <summary>Whether what is under way at a time fits into the memory of a usual machine several times over.</summary>
    public bool Fits => (long)Math.Max(Callers, 1) * Payload <= MostBytes;

    public override string ToString() => Rate > 0 ? $"{Rate} calls a second of {Payload} bytes" : $"{Callers} callers, {Payload} bytes";
}
