using System.Buffers.Binary;
using System.Text;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Messages;

/// <summary>The header of a received request; its parts are read on demand.</summary>
internal readonly ref struct RequestHeader
{
    private const int FlagsAt = Header.Size;
    private const int InFlightAt = FlagsAt + 1;
    private const int TimeLeftAt = InFlightAt + 1;
    private const int RouteAt = TimeLeftAt + 4;

    private readonly ReadOnlySpan<byte> _trace;

    private RequestHeader(ReadOnlySpan<byte> header, int routeEnd)
    {
        Id = Header.ReadId(header);
        IsSentAgain = (header[FlagsAt] & 1) != 0;
        InFlight = header[InFlightAt];
        var milliseconds = BinaryPrimitives.ReadUInt32BigEndian(header[TimeLeftAt..]);
        TimeLeft = milliseconds == uint.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds);
        Route = header[RouteAt..routeEnd];
        _trace = header[routeEnd..];
    }

    public MessageId Id { get; }

    public bool IsSentAgain { get; }

    /// <summary>How many calls the client has in flight on its connection, up to 255.</summary>
    public int InFlight { get; }

    /// <summary>How long the caller still waits; infinite when it has no timeout.</summary>
    public TimeSpan TimeLeft { get; }

    /// <summary>Exchange, topic and server as encoded in the header: equal bytes are an equal route.</summary>
    public ReadOnlySpan<byte> Route { get; }

    /// <exception cref="ZmtpException">The header is not that of a request.</exception>
    public static RequestHeader Read(ReadOnlySpan<byte> header)
    {
        var at = RouteAt;
        for (var part = 0; part < 3; part++)
        {
            if (at >= header.Length || at + 1 + header[at] > header.Length)
            {
                throw new ZmtpException("the header of a request cannot be read");
            }

            at += 1 + header[at];
        }

        return new RequestHeader(header, at);
    }

    /// <summary>The parts of the route; the server is null when any server may take the request.</summary>
    /// <exception cref="ZmtpException">There is no topic.</exception>
    public (string Exchange, string Topic, string? Server) ReadRoute()
    {
        var exchange = Text(Route);
        var rest = Route[(1 + Route[0])..];
        var topic = Text(rest);
        rest = rest[(1 + rest[0])..];
        return topic.Length == 0 ? throw new ZmtpException("a request has no topic") : (exchange, topic, rest[0] == 0 ? null : Text(rest));
    }

    /// <summary>Reads the trace context, if there is one.</summary>
    public (string? Parent, string? State) ReadTrace()
    {
        if (_trace.Length < 2 || _trace[0] == 0 || _trace.Length < 1 + _trace[0])
        {
            return default;
        }

        var state = _trace[(1 + _trace[0])..];
        var length = state.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(state);
        return (Text(_trace), length == 0 || state.Length < 2 + length ? null : Encoding.UTF8.GetString(state.Slice(2, length)));
    }

    private static string Text(ReadOnlySpan<byte> part) => Encoding.UTF8.GetString(part.Slice(1, part[0]));
}
