using System.Collections.Concurrent;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Dialects;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>The links of a connection for sending: one for all addresses, or one for each where brokers require that.</summary>
internal sealed class Outlets(BrokerSession session, Dialect dialect, TimeSpan openTime, TimeProvider time, BackgroundWork background)
{
    /// <summary>The maximum number of links of one session.</summary>
    public const int MostLinks = 256;

    // Callers come and go, and so do their reply addresses.
    private const int MostKept = 200;

    private readonly ConcurrentDictionary<string, Outlet> _open = new();
    private readonly Dictionary<string, TaskCompletionSource<Outlet?>> _opening = [];
    private readonly Lock _lock = new();
    private Session? _links;
    private Outlet? _single;
    private long _uses;

    /// <summary>Called when a link to one address is lost while the connection is open.</summary>
    public Action<Outlet, string>? OnLost { get; init; }

    /// <summary>Attaches the link for all addresses, in a dialect that has one.</summary>
    /// <exception cref="ConnectionFailedException">The broker has no such link.</exception>
    /// <exception cref="AmqpException">The connection was lost.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!dialect.SendsToAnyAddress)
        {
            return;
        }

        var opening = new LinkOpening();
        var link = new SenderLink(session.NewSession(), "send", new Amqp.Framing.Target(), opening.OnAttached);
        try
        {
            var attach = await opening.WaitAsync(link, cancellationToken).ConfigureAwait(false);
            _single = new Outlet(link, attach.MaxMessageSize);
        }
        catch (AmqpException e) when (ConnectionVerdict.OfMissing(e, "link for messages to any address") is { } missing)
        {
            throw missing;
        }

        session.OnLoss(link, "the broker ended the link that everything is sent through");
    }

    /// <summary>Finds the link for a message; null while there is none.</summary>
    /// <exception cref="DeliveryException">The dialect has no address for the message.</exception>
    public Outlet? Find(OutgoingMessage message) => _single ?? Find(dialect.AddressOf(message));

    /// <summary>The link to an address, which is opened if necessary.</summary>
    /// <param name="address">The address.</param>
    /// <param name="hasCopies">Whether every receiver there gets each message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The link, or null when the broker does not have the address.</returns>
    /// <exception cref="DeliveryException">The broker does not allow us to send to the address.</exception>
    /// <exception cref="AmqpException">The connection was lost.</exception>
    public async ValueTask<Outlet?> GetAsync(string address, bool hasCopies, CancellationToken cancellationToken)
    {
        if ((_single ?? Find(address)) is { } known)
        {
            return known;
        }

        TaskCompletionSource<Outlet?> opening = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFirst = false;
        lock (_lock)
        {
            if (_opening.TryGetValue(address, out var under))
            {
                opening = under;
            }
            else
            {
                (_opening[address], isFirst) = (opening, true);
            }
        }

        if (isFirst)
        {
            // The first caller may give up: the link is opened for every caller that waits.
            background.Add(OpenAsync(address, hasCopies, opening));
        }

        return await opening.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The connection is lost.</summary>
    public void End(string reason)
    {
        _single?.End(reason);
        foreach (var outlet in _open.Values)
        {
            outlet.End(reason);
        }
    }

    private Outlet? Find(string address)
    {
        if (!_open.TryGetValue(address, out var outlet) || outlet.Ended.IsCompleted)
        {
            return null;
        }

        // Lost counts do no harm: the count only shows which link has not been used for long.
        outlet.LastUse = ++_uses;
        return outlet;
    }

    private async Task OpenAsync(string address, bool hasCopies, TaskCompletionSource<Outlet?> opening)
    {
        Outlet? opened = null;
        Exception? error = null;
        try
        {
            opened = await OpenWithinAsync(address, hasCopies).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            error = new DeliveryException(
                $"The broker did not open a link to '{address}' in time (connect_timeout).", isTransient: true, e);
        }
        catch (AmqpException e) when (session.IsOpen && e.Error?.Condition is { } condition)
        {
            error = condition.Equals((Symbol)ErrorCode.NotFound) ? null : new DeliveryException(
                $"The broker does not accept messages to '{address}' ({condition}: {e.Error.Description}).",
                isTransient: !IsForGood(condition),
                e);
        }
        catch (Exception e)
        {
            error = e is ObjectDisposedException disposed ? LostConnection.Of(disposed) : e;
        }

        lock (_lock)
        {
            _opening.Remove(address);
        }

        if (error is null)
        {
            opening.TrySetResult(opened);
        }
        else if (opening.TrySetException(error))
        {
            // Nobody may be left to observe it.
            _ = opening.Task.Exception;
        }
    }

    private async Task<Outlet> OpenWithinAsync(string address, bool hasCopies)
    {
        Session links;
        lock (_lock)
        {
            links = _links = _links is { IsClosed: false } there ? there : session.NewSession();
        }

        CloseOldest();
        using var limit = new CancellationTokenSource(openTime, time);
        var opening = new LinkOpening();
        var link = new SenderLink(links, LinkOpening.NewName(address), dialect.Sink(address, hasCopies), opening.OnAttached);
        var attach = await opening.WaitAsync(link, limit.Token).ConfigureAwait(false);
        var outlet = new Outlet(link, attach.MaxMessageSize) { LastUse = ++_uses };
        _open[address] = outlet;
        link.AddClosedCallback((_, error) => OnClosed(address, outlet, error));
        return outlet;
    }

    private void OnClosed(string address, Outlet outlet, Error? error)
    {
        _open.TryRemove(new KeyValuePair<string, Outlet>(address, outlet));
        var reason = error is null ? "the link was closed" : $"{error.Condition}: {error.Description}";
        if (outlet.End(reason) && session.IsOpen)
        {
            OnLost?.Invoke(outlet, reason);
        }
    }

    /// <summary>Makes room: of the links without unanswered messages, the one not used for longest is closed.</summary>
    private void CloseOldest()
    {
        if (_open.Count < MostKept)
        {
            return;
        }

        if (_open.Where(entry => entry.Value.IsIdle).MinBy(entry => entry.Value.LastUse) is { Value: { } oldest } found)
        {
            _open.TryRemove(found);
            background.Add(oldest.Link.CloseAsync());
        }
    }

    private static bool IsForGood(Symbol condition) =>
        condition.Equals((Symbol)ErrorCode.UnauthorizedAccess) || condition.Equals((Symbol)ErrorCode.NotAllowed);
}
