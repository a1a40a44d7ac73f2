using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Replying;
using Messaging.Drivers.Amqp1.Sending;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>One life of the connection: its one sender for all addresses, the broker's management, and the address of our replies.</summary>
internal sealed class BrokerSession : IAsyncDisposable
{
    private readonly Connection _connection;
    private readonly BackgroundWork _background;
    private readonly ReplyIntake _replies;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _replyTurn = new(1, 1);
    private SenderLink _sender = null!;
    private SizeLimit _sizes = new(0);
    private volatile string? _replyQueue;

    public BrokerSession(
        Connection connection, BrokerHost host, Open open, Dialect dialect, ReplyIntake replies, Amqp1Settings settings, BackgroundWork background)
    {
        _connection = connection;
        _background = background;
        _replies = replies;
        Host = host;
        Product = Describe(open);
        Dialect = dialect;
        Topology = dialect.HasTopology ? new TopologyDeclarer(settings) : null;
        connection.AddClosedCallback((_, error) => End(error?.Description ?? error?.Condition?.ToString() ?? "the connection was closed"));
    }

    public BrokerHost Host { get; }

    /// <summary>What the broker says it is.</summary>
    public string Product { get; }

    public Dialect Dialect { get; }

    /// <summary>The exchanges and queues that are known to be there; null where there are none to declare.</summary>
    public TopologyDeclarer? Topology { get; }

    public bool IsOpen => !_ended.Task.IsCompleted;

    /// <summary>Ends, with the reason, when the connection is lost.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>What calls on this connection say of where their replies go, or null while there is none.</summary>
    public string? ReplyQueue => _replyQueue;

    /// <summary>Attaches the sender and the management.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _sizes = new SizeLimit((await AttachSenderAsync(cancellationToken).ConfigureAwait(false)).MaxMessageSize);
        OnLoss(_sender, "the broker ended the link that everything is sent through");
        if (Topology is not null)
        {
            await Topology.StartAsync(NewSession(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a session.</summary>
    /// <exception cref="AmqpException">The connection is lost.</exception>
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

    /// <summary>What calls say of where their replies go, to a place that is made when first asked for.</summary>
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
            OnLoss(link, "the broker ended the link of the replies");
            _replyQueue = queue;
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

    /// <summary>Gives a message to the connection. Its body is done with when this returns.</summary>
    /// <param name="message">The message.</param>
    /// <param name="receiver">Told what the broker says to it, unless the connection is lost first.</param>
    /// <exception cref="AmqpException">The connection is lost.</exception>
    /// <exception cref="MessageTooLargeException">The broker does not take one of its size.</exception>
    public void Send(Message message, IOutcomeReceiver receiver)
    {
        _sizes.Check(message, receiver);
        try
        {
            _sender.Send(message, OnOutcome, receiver);
        }
        catch (ObjectDisposedException e)
        {
            throw LostConnection.Of(e);
        }
    }

    /// <summary>Takes a message back that still waits for the broker to take any.</summary>
    public void TakeBack(Message message)
    {
        // One that never came to the link, or not yet, has no delivery, without which the library fails. One that was written has a tag: the library
        // would tell the broker that it is released, which RabbitMQ answers by closing the connection.
        if (IsOpen && !message.GetDelivery().Equals(MessageDelivery.None) && message.DeliveryTag is null)
        {
            _sender.Cancel(message);
        }
    }

    /// <summary>Cuts the connection, so that it is opened again.</summary>
    public void Abandon(string reason)
    {
        if (!End(reason))
        {
            return;
        }

        _background.Add(CloseAsync());
    }

    public async ValueTask DisposeAsync()
    {
        End("the transport was disposed");
        await CloseAsync().ConfigureAwait(false);
    }

    private async Task<Attach> AttachSenderAsync(CancellationToken cancellationToken)
    {
        var opening = new LinkOpening();
        _sender = new SenderLink(NewSession(), "send", new Amqp.Framing.Target(), opening.OnAttached);
        try
        {
            return await opening.WaitAsync(_sender, cancellationToken).ConfigureAwait(false);
        }
        catch (AmqpException e) when (ConnectionVerdict.OfMissing(e, "link for messages to any address") is { } missing)
        {
            throw missing;
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await _connection.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is AmqpException or TimeoutException or ObjectDisposedException or IOException)
        {
            // It is gone already.
        }
    }

    private void OnLoss(Link link, string what) => link.AddClosedCallback(
        (_, error) =>
        {
            if (IsOpen)
            {
                Abandon(error is null ? what : $"{what} ({error.Condition}: {error.Description})");
            }
        });

    private bool End(string reason) => _ended.TrySetResult(reason);

    private static void OnOutcome(ILink link, Message message, Outcome outcome, object state)
    {
        // A link that is lost gives up what it has, as if the broker had released or rejected it.
        if (link is SenderLink { LinkState: LinkState.Attached, Error: null, IsClosed: false })
        {
            ((IOutcomeReceiver)state).OnOutcome(outcome);
        }
    }

    private static string Describe(Open open)
    {
        var product = open.Properties?[new Symbol("product")] as string ?? "a broker that does not say what it is";
        return open.Properties?[new Symbol("version")] is string version ? $"{product} {version}" : product;
    }
}
