using Messaging.Drivers.ZeroMq.Connections;

namespace Messaging.Drivers.ZeroMq.Tests.Connections;

/// <summary>Keeps what a reader gives.</summary>
internal sealed class RecordingUser(int maxBody) : IConnectionUser
{
    public int Refused { get; private set; }

    public List<(byte[] Header, byte[] Body)> Messages { get; } = [];

    public List<long> TooLarge { get; } = [];

    public int MaxBody(ReadOnlySpan<byte> header) => maxBody;

    public void OnMessage(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body) => Messages.Add((header.ToArray(), body.ToArray()));

    public void OnTooLarge(ReadOnlySpan<byte> header, long size) => TooLarge.Add(size);

    public void OnNoMemory(ReadOnlySpan<byte> header) => Refused++;

    public void OnRoom()
    {
    }
}
