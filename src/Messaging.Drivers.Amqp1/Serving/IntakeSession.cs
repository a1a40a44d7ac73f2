using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>An intake on one connection: a session with a link for each of its queues.</summary>
internal sealed class IntakeSession
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(3);

    private readonly LinkIntake _intake;
    private readonly Session _session;
    private readonly Dialect _dialect;
    private readonly BrokerManagement? _management;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly QueueLink[] _links;
    private readonly Lock _lock = new();
    private readonly List<ReceiverLink> _opened = [];
    private volatile bool _isClosing;

    public IntakeSession(LinkIntake intake, IIntakePlan plan, BrokerSession broker)
    {
        _intake = intake;
        _dialect = broker.Dialect;
        _management = _dialect.HasTopology ? new BrokerManagement() : null;
        _links = [.. plan.AddressesIn(_dialect).Select(address => new QueueLink(address, _dialect, intake))];
        _session = broker.NewSession();
        _session.AddClosedCallback(OnClosed);
    }

    /// <summary>Completes, with the reason, when the broker ends the session or the connection is lost.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Attaches the links. They have no credit yet, except the one for cancellations.</summary>
    /// <exception cref="AmqpException">The broker refused a link.</exception>
    public async Task OpenAsync(string? cancelAddress, int prefetch, CancellationToken cancellationToken)
    {
        if (_management is not null)
        {
            await _management.StartAsync(_session, cancellationToken).ConfigureAwait(false);
        }

        if (cancelAddress is not null)
        {
            var opening = new LinkOpening();
            var attach = new Attach
            {
                Source = new Source { Address = cancelAddress },
                Target = new Amqp.Framing.Target(),
                SndSettleMode = SenderSettleMode.Settled,
            };
            var cancels = new ReceiverLink(_session, LinkOpening.NewName(cancelAddress), attach, opening.OnAttached);
            Keep(cancels);
            await opening.WaitAsync(cancels, cancellationToken).ConfigureAwait(false);
            cancels.AddClosedCallback(OnClosed);
            cancels.Start(prefetch, OnCancel);
        }

        foreach (var queue in _links)
        {
            await AttachAsync(queue, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Attaches the link of one queue, without credit.</summary>
    /// <exception cref="AmqpException">The broker refused the link, or the session is lost.</exception>
    public async Task AttachAsync(QueueLink queue, CancellationToken cancellationToken)
    {
        var opening = new LinkOpening();
        ReceiverLink link;
        try
        {
            link = queue.Attach(_session, opening.OnAttached);
        }
        catch (ObjectDisposedException e)
        {
            throw LostConnection.Of(e);
        }

        Keep(link);
        await opening.WaitAsync(link, cancellationToken).ConfigureAwait(false);
        link.AddClosedCallback((_, error) => OnClosed(queue, link, error));
    }

    public void Start(int prefetch)
    {
        foreach (var link in _links)
        {
            link.Start(prefetch);
        }
    }

    /// <summary>Drains the links, and waits until the broker has done so and the messages it sent have arrived.</summary>
    /// <param name="prefetch">The credit of each link.</param>
    /// <param name="limit">Ends the wait when the broker does not answer. Messages that still arrive are given back.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task StopAsync(int prefetch, CancellationToken limit, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit, cancellationToken);
        try
        {
            foreach (var link in _links)
            {
                link.Stop(prefetch);
            }

            if (_management is null)
            {
                await AskAsync(both.Token).ConfigureAwait(false);
                return;
            }

            // The queue answers the first request after it has drained its credit. By the time the session processes the second request,
            // the messages that the queue sent for that credit are on their way.
            for (var i = 0; i < _links.Length * 2; i++)
            {
                await _management.RequestAsync("GET", _links[i % _links.Length].Address, null, both.Token)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is AmqpException or ObjectDisposedException)
        {
            // The session has ended, and its messages went back.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The limit was reached.
        }
    }

    public async Task CloseAsync()
    {
        _isClosing = true;
        ReceiverLink[] opened;
        lock (_lock)
        {
            opened = [.. _opened];
        }

        // Not all peers end a session that has links: those built on Python's pyngus do not answer.
        var isAnswered = await Task.WhenAll(opened.Select(link => CloseAsync(link, CloseTime))).ConfigureAwait(false);
        await CloseAsync(_session, Array.TrueForAll(isAnswered, answered => answered) ? CloseTime : TimeSpan.Zero).ConfigureAwait(false);
    }

    /// <summary>
    /// The library does not report that a link is drained. Opening a link to the same queue is a request that the broker answers
    /// afterwards. Where released messages are not marked, there is no need to know.
    /// </summary>
    private async Task AskAsync(CancellationToken cancellationToken)
    {
        if (_dialect.MarksWhatIsReleased && _links.FirstOrDefault(link => !link.HasCopies) is { } queue)
        {
            var opening = new LinkOpening();
            var question = queue.Make(_session, opening.OnAttached);
            await opening.WaitAsync(question, cancellationToken).ConfigureAwait(false);
            await CloseAsync(question, CloseTime).ConfigureAwait(false);
        }
    }

    /// <summary>Closes a link or the session. Returns whether the broker answered, or there is no broker left to answer.</summary>
    private static async Task<bool> CloseAsync(AmqpObject opened, TimeSpan limit)
    {
        try
        {
            await opened.CloseAsync(limit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (Exception e) when (e is AmqpException or ObjectDisposedException)
        {
            // It has already ended.
        }

        return true;
    }

    private void OnClosed(IAmqpObject sender, Error error) => _ended.TrySetResult(error?.Description ?? "the connection was lost");

    /// <summary>
    /// A link is lost. Where links can be replaced individually, because nothing has to be declared again, messages in flight on other
    /// links are kept.
    /// </summary>
    private void OnClosed(QueueLink queue, ReceiverLink link, Error? error)
    {
        lock (_lock)
        {
            _opened.Remove(link);
        }

        if (_management is null && !_isClosing && !_session.IsClosed)
        {
            _intake.AttachAgain(this, queue, error is null ? "the link was closed" : $"{error.Condition}: {error.Description}");
        }
        else
        {
            OnClosed(link, error!);
        }
    }

    private void Keep(ReceiverLink link)
    {
        lock (_lock)
        {
            _opened.Add(link);
        }
    }

    private void OnCancel(IReceiverLink link, Message message)
    {
        link.Accept(message);
        _intake.OnCancel(_dialect, message);
    }
}
