using System.Globalization;
using System.Text;
using Messaging.Drivers.Thrift.Wire;

namespace Messaging.Drivers.Thrift.Serving;

/// <summary>The head of an HTTP request: its first line and its headers.</summary>
internal sealed class HttpHead
{
    private const int MostBytes = 32 * 1024;

    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private readonly bool _isOld;

    private HttpHead(string method, string path, bool isOld)
    {
        Method = method;
        Path = path;
        _isOld = isOld;
    }

    public string Method { get; }

    /// <summary>The path, without the query.</summary>
    public string Path { get; }

    public bool Closes =>
        _headers.TryGetValue("Connection", out var value) ? value.Contains("close", StringComparison.OrdinalIgnoreCase) : _isOld;

    public bool ExpectsContinue => _headers.ContainsKey("Expect");

    public bool IsChunked =>
        _headers.TryGetValue("Transfer-Encoding", out var value) && value.Contains("chunked", StringComparison.OrdinalIgnoreCase);

    /// <summary>The length of the body; null when the client does not state it, -1 when it is not a length.</summary>
    public long? Length => !_headers.TryGetValue("Content-Length", out var value) ? null
        : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : -1;

    public string? Authorization => _headers.GetValueOrDefault("Authorization");

    public bool IsEncoded =>
        _headers.TryGetValue("Content-Encoding", out var value) && !value.Equals("identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a head.</summary>
    /// <exception cref="WireException">The head is invalid, or too long.</exception>
    public static async ValueTask<HttpHead> ReadAsync(ReceiveBuffer received, CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            if (received.Buffered.Span[searched..].IndexOf("\r\n\r\n"u8) is >= 0 and var found)
            {
                return Take(received, searched + found);
            }

            if (received.Count > MostBytes)
            {
                throw new WireException($"the head of its HTTP request has more than {MostBytes} bytes");
            }

            searched = Math.Max(0, received.Count - 3);
            if (!await received.FillAsync(received.Count + 1, cancellationToken).ConfigureAwait(false))
            {
                throw new WireException("it left in the middle of the head of an HTTP request");
            }
        }
    }

    private static HttpHead Take(ReceiveBuffer received, int end)
    {
        var lines = Encoding.Latin1.GetString(received.Buffered.Span[..end]).Split("\r\n");
        received.Consume(end + 4);
        var first = lines[0].Split(' ');
        if (first.Length != 3 || !first[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            throw new WireException("its first line is not an HTTP/1.1 request");
        }

        var query = first[1].IndexOf('?', StringComparison.Ordinal);
        var head = new HttpHead(first[0], query < 0 ? first[1] : first[1][..query], first[2] == "HTTP/1.0");
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw new WireException("a header of its HTTP request has no name");
            }

            head._headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        return head;
    }
}
