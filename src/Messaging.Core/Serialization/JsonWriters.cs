using System.Buffers;
using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Serialization;

/// <summary>Reusable JSON writers, one per thread.</summary>
internal static class JsonWriters
{
    // Validation is off because only this library writes structure; what users' converters write is checked by the serializer itself.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, MaxDepth = EnvelopeFields.MaxDepth };

    [ThreadStatic]
    private static Utf8JsonWriter? _idle;

    /// <summary>Lends a writer until what is returned is disposed. What it wrote is in the buffer when it has been flushed.</summary>
    public static Loan Rent(MessageBuffer buffer, out Utf8JsonWriter writer)
    {
        writer = _idle ?? new Utf8JsonWriter(buffer, Options);
        if (_idle is not null)
        {
            // Taken out while in use: a converter may write a message of its own.
            _idle = null;
            writer.Reset(buffer);
        }

        return new Loan(writer);
    }

    public readonly ref struct Loan(Utf8JsonWriter writer)
    {
        public void Dispose()
        {
            // The buffer goes back to its pool: the writer must not keep it.
            writer.Reset(Nowhere.Instance);
            _idle = writer;
        }
    }

    /// <summary>The output of an idle writer; it accepts nothing.</summary>
    private sealed class Nowhere : IBufferWriter<byte>
    {
        public static readonly Nowhere Instance = new();

        public void Advance(int count) => throw new InvalidOperationException("The writer is idle.");

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new InvalidOperationException("The writer is idle.");

        public Span<byte> GetSpan(int sizeHint = 0) => throw new InvalidOperationException("The writer is idle.");
    }
}
