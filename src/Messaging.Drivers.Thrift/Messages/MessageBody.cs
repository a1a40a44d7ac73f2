using System.Buffers.Binary;
using Messaging.Drivers.Thrift.Wire;
using Thrift;
using Thrift.Protocol;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>A complete message in the body of an HTTP request; its first bytes show its dialect.</summary>
internal static class MessageBody
{
    private const int LengthSize = 4;
    private const int MostLookedAt = LengthSize + 1;

    /// <summary>Reads a call.</summary>
    /// <returns>The client's dialect, and the call; refused when it does not fit.</returns>
    /// <exception cref="WireException">The body is not a message.</exception>
    public static async ValueTask<(Dialect Dialect, IncomingCall Call)> ReadAsync(
        ReadOnlyMemory<byte> body, MethodDirectory methods, TConfiguration limits, CancellationToken cancellationToken)
    {
        try
        {
            var beginning = new MemoryStream(body[..Math.Min(body.Length, MostLookedAt)].ToArray(), writable: false);
            var dialect = await Sniffer.RecogniseAsync(new ReceiveBuffer(beginning), limits.MaxFrameSize, cancellationToken)
                .ConfigureAwait(false);
            var call = await CallReader.ReadAsync(Open(body, dialect, limits), methods, cancellationToken).ConfigureAwait(false);
            return (dialect, call);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever a decoder throws for bytes that are not a message.
            throw WireException.From(e);
        }
    }

    private static TProtocol Open(ReadOnlyMemory<byte> body, Dialect dialect, TConfiguration limits)
    {
        if (dialect.IsZlib)
        {
            throw new WireException("it is in zlib, which is not accepted over HTTP: leave it out");
        }

        if (!dialect.IsFramed)
        {
            return dialect.Over(new MemoryTransport(body, limits));
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(body.Span);
        return length <= body.Length - LengthSize
            ? dialect.Over(new MemoryTransport(body.Slice(LengthSize, length), limits))
            : throw new WireException($"its frame has {length} bytes, but {body.Length - LengthSize} arrived");
    }
}
