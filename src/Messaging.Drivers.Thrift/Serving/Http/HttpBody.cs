using System.Globalization;
using System.Text;
using Messaging.Drivers.Thrift.Wire;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>Reads the body of an HTTP request, whole or in chunks, unless it is too large.</summary>
internal static class HttpBody
{
    private const int LongestLine = 256;

    /// <summary>Reads a body.</summary>
    /// <returns>False when the body is too large and was not read.</returns>
    /// <exception cref="WireException">The body does not match its head.</exception>
    public static async ValueTask<bool> TryReadAsync(
        ReceiveBuffer received, HttpHead head, MessageBuffer body, int most, CancellationToken cancellationToken)
    {
        if (!head.IsChunked)
        {
            var length = head.Length ?? 0;
            return length >= 0
                ? length <= most && await TakeAsync(received, body, (int)length, cancellationToken).ConfigureAwait(false)
                : throw new WireException("the length of its HTTP request is not a number");
        }

        while (true)
        {
            var line = await ReadLineAsync(received, cancellationToken).ConfigureAwait(false);
            var digits = line.AsSpan(0, line.AsSpan().IndexOf(';') is >= 0 and var at ? at : line.Length).Trim();
            if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length))
            {
                throw new WireException("the length of a chunk of its HTTP request is not a number");
            }

            if (length > most - body.Length)
            {
                return false;
            }

            if (length == 0)
            {
                while (await ReadLineAsync(received, cancellationToken).ConfigureAwait(false) is { Length: > 0 })
                {
                    // Trailing headers, which are ignored.
                }

                return true;
            }

            await TakeAsync(received, body, (int)length, cancellationToken).ConfigureAwait(false);
            await ReadLineAsync(received, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<bool> TakeAsync(
        ReceiveBuffer received, MessageBuffer body, int length, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            if (!await received.FillAsync(1, cancellationToken).ConfigureAwait(false))
            {
                throw new WireException("it left in the middle of the body of an HTTP request");
            }

            var count = Math.Min(length, received.Count);
            body.Write(received.Buffered.Span[..count]);
            received.Consume(count);
            length -= count;
        }

        return true;
    }

    private static async ValueTask<string> ReadLineAsync(ReceiveBuffer received, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (received.Buffered.Span.IndexOf("\r\n"u8) is >= 0 and var end)
            {
                var line = Encoding.Latin1.GetString(received.Buffered.Span[..end]);
                received.Consume(end + 2);
                return line;
            }

            if (received.Count > LongestLine || !await received.FillAsync(received.Count + 1, cancellationToken).ConfigureAwait(false))
            {
                throw new WireException("a chunk of its HTTP request has no end");
            }
        }
    }
}
