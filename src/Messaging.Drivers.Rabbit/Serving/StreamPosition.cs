namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>How far a server has read the stream of its topic's fanouts, by which the next consumer of it begins.</summary>
/// <remarks>Moved by the thread that receives, read by the one that consumes anew.</remarks>
internal sealed class StreamPosition(string stream)
{
    private const string OffsetName = "x-stream-offset";
    private const long Unknown = -1;

    // Where oslo.messaging begins: with the last piece that the broker wrote.
    private const string Last = "last";

    private long _next = Unknown;

    /// <summary>The name of the stream.</summary>
    public string Stream { get; } = stream;

    /// <summary>What a consumer is started with.</summary>
    public IDictionary<string, object?> ConsumerArguments
    {
        get
        {
            var next = Interlocked.Read(ref _next);
            return new Dictionary<string, object?> { [OffsetName] = next == Unknown ? Last : next };
        }
    }

    /// <summary>A message of the stream came: its headers say where it is.</summary>
    public void Saw(IDictionary<string, object?>? headers)
    {
        if (headers is not null && headers.TryGetValue(OffsetName, out var offset) && offset is long number)
        {
            Interlocked.Exchange(ref _next, number + 1);
        }
    }

    /// <summary>The stream ended under its consumer; another begins anew.</summary>
    public void Reset() => Interlocked.Exchange(ref _next, Unknown);
}
