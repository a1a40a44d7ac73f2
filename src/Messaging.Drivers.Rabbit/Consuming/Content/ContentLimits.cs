namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>The limits on the size of a body.</summary>
/// <param name="MaxSize">The largest uncompressed size, in bytes.</param>
/// <param name="MaxRatio">The largest ratio of the inflated to the compressed size.</param>
internal readonly record struct ContentLimits(int MaxSize, int MaxRatio = int.MaxValue)
{
    // A body this small is no burden, whatever its ratio.
    private const int Unquestioned = 1024 * 1024;

    /// <summary>The largest inflated size of a compressed body.</summary>
    /// <param name="compressed">Its size on the wire.</param>
    public int WhenInflated(int compressed) => (int)Math.Min(MaxSize, Math.Max(Unquestioned, (long)MaxRatio * compressed));

    /// <summary>The limit that a compressed body has exceeded, in words.</summary>
    public string NameOf(int limit) => limit < MaxSize
        ? $"{MaxRatio} times its size on the wire, {nameof(RabbitOptions)}.{nameof(RabbitOptions.MaxCompressionRatio)}"
        : $"{nameof(TransportOptions)}.{nameof(TransportOptions.MaxMessageSize)}";
}
