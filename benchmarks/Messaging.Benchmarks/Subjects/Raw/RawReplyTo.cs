using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>The queue of the last caller, kept as long as the next request names the same.</summary>
internal struct RawReplyTo
{
    private byte[]? _bytes;

    public CachedString Queue { get; private set; }

    public void Set(ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual(_bytes))
        {
            _bytes = name.ToArray();
            Queue = new CachedString(System.Text.Encoding.UTF8.GetString(name));
        }
    }
}
