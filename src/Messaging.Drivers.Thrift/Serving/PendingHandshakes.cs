namespace Messaging.Drivers.Thrift.Serving;

/// <summary>The clients in their handshake: no more than allowed, and none for longer than its time.</summary>
internal sealed class PendingHandshakes(int most)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<CancellationTokenSource> _pending = new();

    /// <summary>Performs a handshake.</summary>
    /// <exception cref="TimeoutException">It took too long, or was the oldest of too many.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Stream> RunAsync(
        Func<CancellationToken, Task<Stream>> handshake, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
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
                // A genuine client is through within milliseconds: the oldest is the one that stalls.
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
            // The handshake was completed at this moment.
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
