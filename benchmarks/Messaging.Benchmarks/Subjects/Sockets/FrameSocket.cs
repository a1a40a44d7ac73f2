using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Messaging.Benchmarks.Subjects.Sockets;

/// <summary>Frames on a socket: four bytes of length, and so many bytes. One in either direction at a time.</summary>
internal sealed class FrameSocket : IDisposable
{
    private const int HeadSize = 4;

    private readonly Socket _socket;
    private byte[] _sending = new byte[1024];
    private byte[] _received = new byte[1024];

    public FrameSocket(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;
    }

    public ValueTask SendTextAsync(string text)
    {
        var size = HeadSize + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_sending.Length < size)
        {
            _sending = new byte[size];
        }

        var length = Encoding.UTF8.GetBytes(text, _sending.AsSpan(HeadSize));
        BinaryPrimitives.WriteInt32BigEndian(_sending, length);
        return SendAsync(_sending.AsMemory(0, HeadSize + length));
    }

    public async ValueTask<string> ReceiveTextAsync() => Encoding.UTF8.GetString((await ReceiveAsync()).Span[HeadSize..]);

    /// <summary>Sends a frame with its head.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame)
    {
        while (!frame.IsEmpty)
        {
            frame = frame[await _socket.SendAsync(frame)..];
        }
    }

    /// <summary>The next frame with its head, until the next call; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync()
    {
        var wanted = HeadSize;
        for (var filled = 0; filled < wanted;)
        {
            var count = await _socket.ReceiveAsync(_received.AsMemory(filled));
            if (count == 0)
            {
                return default;
            }

            filled += count;
            if (filled >= HeadSize)
            {
                wanted = HeadSize + BinaryPrimitives.ReadInt32BigEndian(_received);
                if (_received.Length < wanted)
                {
                    Array.Resize(ref _received, wanted);
                }
            }
        }

        return _received.AsMemory(0, wanted);
    }

    public void Dispose() => _socket.Dispose();
}
