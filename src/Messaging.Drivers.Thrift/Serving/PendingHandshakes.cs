namespace Messaging.Drivers.Thrift.Serving;

/// <summary>The clients that are in their TLS handshake, limited in number and time.</summary>
internal sealed class PendingHandshakes(int most)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<CancellationTokenSource> _pending = new();

    /// <summary>Runs a handshake.</summary>
    /// <exception cref="TimeoutException">The handshake took too long, or was the oldest of too many.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task<Stream> RunAsync(Func<CancellationToken, Task<Stream>> handshake, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var pending = Add(both);
        try
        {
            return await handshake(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(timeout.IsCancellationRequested
                ? $"its TLS handshake took longer than {limit.TotalSeconds:0.###} s (handshake_timeout)"
                : $"{most} clients were in their TLS handshake, and it was the oldest (max_pending_handshakes)");
        }
        finally
        {
            Remove(pending);
        }
    }

    private LinkedListNode<CancellationTokenSource> Add(CancellationTokenSource handshake)
    {
        CancellationTokenSource? oldest = null;
        LinkedListNode<CancellationTokenSource> added;
        lock (_lock)
        {
            if (_pending.Count >= most)
            {
                // An honest client finishes within milliseconds, so the oldest handshake is the one that stalls.
                oldest = _pending.First!.Value;
                _pending.RemoveFirst();
            }

            added = _pending.AddLast(handshake);
        }

        try
        {
            oldest?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The handshake has just finished.
        }

        return added;
    }

    private void Remove(LinkedListNode<CancellationTokenSource> pending)
    {
        lock (_lock)
        {
            if (pending.List is not null)
            {
                _pending.Remove(pending);
            }
        }
    }
}
