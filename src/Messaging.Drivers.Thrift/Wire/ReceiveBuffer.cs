namespace Messaging.Drivers.Thrift.Wire;

/// <summary>
/// Bytes received from a stream that have not been read yet. It grows with the bytes received, not with the length that a peer announces.
/// </summary>
/// <param name="stream">The stream.</param>
internal sealed class ReceiveBuffer(Stream stream)
{
    private const int InitialSize = 4096;
    private const int LargestKept = 256 * 1024;

    private byte[] _bytes = new byte[InitialSize];
    private int _start;
    private int _end;

    public ReadOnlyMemory<byte> Buffered => _bytes.AsMemory(_start, _end - _start);

    public int Count => _end - _start;

    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
            if (_bytes.Length > LargestKept)
            {
                _bytes = new byte[InitialSize];
            }
        }
    }

    /// <summary>Waits until that many bytes have arrived; false when the stream ends first.</summary>
    public async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        while (Count < count)
        {
            MakeRoom();
            var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    /// <summary>Reads the buffered bytes, or waits for more; 0 at the end of the stream.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (destination.IsEmpty || (Count == 0 && !await FillAsync(1, cancellationToken).ConfigureAwait(false)))
        {
            return 0;
        }

        var count = Math.Min(Count, destination.Length);
        Buffered.Span[..count].CopyTo(destination.Span);
        Consume(count);
        return count;
    }

    private void MakeRoom()
    {
        if (_end < _bytes.Length)
        {
            return;
        }

        if (_start > _bytes.Length / 2)
        {
            Buffered.CopyTo(_bytes);
        }
        else
        {
            var larger = new byte[(int)Math.Min(2L * _bytes.Length, Array.MaxLength)];
            Buffered.CopyTo(larger);
            _bytes = larger;
        }

        _end -= _start;
        _start = 0;
    }
}
