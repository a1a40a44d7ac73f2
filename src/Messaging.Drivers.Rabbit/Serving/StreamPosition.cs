namespace Messaging.Drivers.Rabbit.Serving;

/// <summary>How far a server has read its topic's fanout stream: where its next consumer begins.</summary>
/// <remarks>Moved by the receiving thread, read by the one that starts the next consumer.</remarks>
internal sealed class StreamPosition(string stream)
{
    private const string OffsetName = "x-stream-offset";
    private const long Unknown = -1;

    // Where oslo.messaging begins: with the last chunk that the broker wrote.
    private const string Last = "last";

    private long _next = Unknown;

    /// <summary>The name of the stream.</summary>
    public string Stream { get; } = stream;

    /// <summary>The arguments to start a consumer with.</summary>
    public IDictionary<string, object?> ConsumerArguments
    {
        get
        {
            var next = Interlocked.Read(ref _next);
            return new Dictionary<string, object?> { [OffsetName] = next == Unknown ? Last : next };
        }
    }

    /// <summary>A message of the stream arrived: its headers contain its offset.</summary>
    public void Saw(IDictionary<string, object?>? headers)
    {
        if (headers is not null && headers.TryGetValue(OffsetName, out var offset) && offset is long number)
        {
            Interlocked.Exchange(ref _next, number + 1);
        }
    }

    /// <summary>The stream was deleted; another one begins from the start.</summary>
    public void Reset() => Interlocked.Exchange(ref _next, Unknown);
}
