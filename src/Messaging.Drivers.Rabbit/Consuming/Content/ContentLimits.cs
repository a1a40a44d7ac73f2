namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>How large a body may be.</summary>
/// <param name="MaxSize">In bytes, as its sender meant it.</param>
/// <param name="MaxRatio">How many times as large as on the wire, when it is compressed.</param>
internal readonly record struct ContentLimits(int MaxSize, int MaxRatio = int.MaxValue)
{
    // Whatever its ratio, it takes no more than any other.
    private const int Unquestioned = 1024 * 1024;

    /// <summary>How large a compressed body may be when it is inflated.</summary>
    /// <param name="compressed">Its size on the wire.</param>
    public int WhenInflated(int compressed) => (int)Math.Min(MaxSize, Math.Max(Unquestioned, (long)MaxRatio * compressed));

    /// <summary>What sets the limit that a compressed body has passed, in words.</summary>
    public string NameOf(int limit) => limit < MaxSize
        ? $"{MaxRatio} times its size on the wire, {nameof(RabbitOptions)}.{nameof(RabbitOptions.MaxCompressionRatio)}"
        : $"{nameof(TransportOptions)}.{nameof(TransportOptions.MaxMessageSize)}";
}
