using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Replying;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>One life of the connection: the links to send through, the broker's management node, and our reply address.</summary>
internal sealed class BrokerSession : IAsyncDisposable
{
    /// <summary>How long the broker may take to answer the close of a connection.</summary>
    public static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(2);

    private readonly Connection _connection;
    private readonly BackgroundWork _background;
    private readonly ReplyIntake _replies;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _replyTurn = new(1, 1);
    private volatile string? _replyQueue;
    private string? _whyEnded;

    public BrokerSession(
        Connection connection, ConnectionEvents events, BrokerHost host, Open open, Dialect dialect, ReplyIntake replies,
        Amqp1Settings settings, TimeProvider time, BackgroundWork background)
    {
        _connection = connection;
        _background = background;
        _replies = replies;
        Host = host;
        Product = Describe(open);
        Dialect = dialect;
        Outlets = new Outlets(this, dialect, settings.ConnectTimeout, time, background) { OnLost = replies.OnLinkLost };
        Topology = dialect.HasTopology ? new TopologyDeclarer(settings) : null;
        connection.AddClosedCallback((_, error) => End(error?.Description ?? error?.Condition?.ToString() ?? "the connection was closed"));
        events.OnGivenUp(reason => End(reason));
    }

    public BrokerHost Host { get; }

    /// <summary>The product that the broker names.</summary>
    public string Product { get; }

    public Dialect Dialect { get; }

    /// <summary>The links to send messages through.</summary>
    public Outlets Outlets { get; }

    /// <summary>The exchanges and queues known to exist; null where nothing is declared.</summary>
    public TopologyDeclarer? Topology { get; }

    public bool IsOpen => WhyEnded is null;

    /// <summary>Why the connection was lost; null while it is open. Set before <see cref="Ended"/> completes.</summary>
    public string? WhyEnded => Volatile.Read(ref _whyEnded);

    /// <summary>Completes, with the reason, when the connection is lost.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>The reply address that calls on this connection carry, or null when there is none yet.</summary>
    public string? ReplyQueue => _replyQueue;

    /// <summary>
    /// Attaches the links that are needed to send, and to receive the replies to calls that outlived the last connection.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Outlets.StartAsync(cancellationToken).ConfigureAwait(false);
        if (Topology is not null)
        {
            await Topology.StartAsync(NewSession(), cancellationToken).ConfigureAwait(false);
        }

        if (Dialect.ReplyAddress is not null && _replies.IsAwaited)
        {
            _background.Add(_replies.AttachAgainAsync(this));
        }
    }

    /// <summary>Begins an AMQP session.</summary>
    /// <exception cref="AmqpException">The connection was lost.</exception>
    public Session NewSession()
    {
        try
        {
            return new Session(_connection);
        }
        catch (ObjectDisposedException e)
        {
            throw LostConnection.Of(e);
        }
    }

    /// <summary>The reply address that calls carry, which is created on first use.</summary>
    public async ValueTask<string> ReplyQueueAsync(CancellationToken cancellationToken)
    {
        await _replyTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_replyQueue is { } known)
            {
                return known;
            }

            var (link, queue) = await _replies.AttachAsync(this, cancellationToken).ConfigureAwait(false);
            _replyQueue = queue;
            if (Dialect.ReplyAddress is null)
            {
                OnLoss(link, "the broker ended the reply link");
            }
            else
            {
                link.AddClosedCallback((_, error) => OnRepliesClosed(error));
            }

            return queue;
        }
        catch (ObjectDisposedException e)
        {
            throw LostConnection.Of(e);
        }
        finally
        {
            _replyTurn.Release();
        }
    }

    /// <summary>Aborts the connection, so that it is opened again.</summary>
    public void Abandon(string reason)
    {
        if (!End(reason))
        {
            return;
        }

        _background.Add(CloseAsync());
    }

    /// <summary>Sending through a link failed. If the link is for all addresses, the connection is given up as well.</summary>
    public void OnFailed(Outlet outlet, string reason)
    {
        if (Dialect.SendsToAnyAddress)
        {
            Abandon(reason);
        }

        outlet.End(reason);
    }

    /// <summary>Aborts the connection when an indispensable link is lost.</summary>
    public void OnLoss(Link link, string what) => link.AddClosedCallback(
        (_, error) =>
        {
            if (IsOpen)
            {
                Abandon(error is null ? what : $"{what} ({error.Condition}: {error.Description})");
            }
        });

    public async ValueTask DisposeAsync()
    {
        End("the transport was disposed");
        await CloseAsync().ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        try
        {
            await _connection.CloseAsync(CloseTime).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AmqpException or TimeoutException or ObjectDisposedException or IOException)
        {
            // It has already ended.
        }
    }

    /// <summary>Replies wait at their address: only the link has to be attached again.</summary>
    private void OnRepliesClosed(Error? error)
    {
        _replyQueue = null;
        if (IsOpen)
        {
            _replies.OnClosed(Dialect, error);
            _background.Add(_replies.AttachAgainAsync(this));
        }
    }

    private bool End(string reason)
    {
        if (Interlocked.CompareExchange(ref _whyEnded, reason, null) is not null)
        {
            return false;
        }

        _ended.SetResult(reason);
        Outlets.End(reason);
        return true;
    }

    private static string Describe(Open open)
    {
        var product = open.Properties?[new Symbol("product")] as string ?? "a broker that does not name its product";
        return open.Properties?[new Symbol("version")] is string version ? $"{product} {version}" : product;
    }
}
