using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Connections;
using Messaging.Drivers.Amqp1.Dialects;
using Messaging.Drivers.Amqp1.Sending;
using Messaging.Drivers.Amqp1.Topology;

namespace Messaging.Drivers.Amqp1.Serving;

/// <summary>One life of an intake: a session with a link for each of its queues.</summary>
internal sealed class IntakeSession
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(5);

    private readonly LinkIntake _intake;
    private readonly Session _session;
    private readonly Dialect _dialect;
    private readonly BrokerManagement? _management;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly QueueLink[] _links;
    private readonly List<ReceiverLink> _opened = [];

    public IntakeSession(LinkIntake intake, IIntakePlan plan, BrokerSession broker)
    {
        _intake = intake;
        _dialect = broker.Dialect;
        _management = _dialect.HasTopology ? new BrokerManagement() : null;
        _links = [.. plan.AddressesIn(_dialect).Select(address => new QueueLink(address, _dialect, intake))];
        _session = broker.NewSession();
        _session.AddClosedCallback(OnClosed);
    }

    /// <summary>Ends, with the reason, when the broker ends it or the connection is lost.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Attaches the links, which have no credit yet but for the one of cancellations.</summary>
    /// <exception cref="AmqpException">The broker refused one.</exception>
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
            _opened.Add(cancels);
            await opening.WaitAsync(cancels, cancellationToken).ConfigureAwait(false);
            cancels.AddClosedCallback(OnClosed);
            cancels.Start(prefetch, OnCancel);
        }

        foreach (var queue in _links)
        {
            var opening = new LinkOpening();
            var link = queue.Attach(_session, opening.OnAttached);
            _opened.Add(link);
            await opening.WaitAsync(link, cancellationToken).ConfigureAwait(false);
            link.AddClosedCallback(OnClosed);
        }
    }

    public void Start(int prefetch)
    {
        foreach (var link in _links)
        {
            link.Start(prefetch);
        }
    }

    /// <summary>Has the credit used up, and waits until the broker has seen that and what it sent has come.</summary>
    public async Task StopAsync(int prefetch, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var link in _links)
            {
                link.Stop(prefetch);
            }

            // Without it, what still comes is released: that leaves no mark on it.
            if (_management is null)
            {
                return;
            }

            // The queue answers the first question after it has used up the credit; what it sent for that is on its way when the
            // session takes up the second one.
            for (var i = 0; i < _links.Length * 2; i++)
            {
                await _management.RequestAsync("GET", _links[i % _links.Length].Address, null, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is AmqpException or ObjectDisposedException)
        {
            // The session is gone, and what it had went back.
        }
    }

    public async Task CloseAsync()
    {
        // Not all peers end a session that has links: those of Python's pyngus do not answer.
        await Task.WhenAll(_opened.Select(CloseAsync)).ConfigureAwait(false);
        await CloseAsync(_session).ConfigureAwait(false);
    }

    private static async Task CloseAsync(AmqpObject opened)
    {
        try
        {
            await opened.CloseAsync(CloseTime).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AmqpException or TimeoutException or ObjectDisposedException)
        {
            // It is gone already, or the broker does not answer.
        }
    }

    private void OnClosed(IAmqpObject sender, Error error) => _ended.TrySetResult(error?.Description ?? "the connection was lost");

    private void OnCancel(IReceiverLink link, Message message)
    {
        link.Accept(message);
        using var content = _dialect.ReadCancellation(message, CancelNotice.MostBytes);
        if (content is { Fault: null, IsTooLarge: false } && CancelNotice.TryRead(content.Body, out var call))
        {
            // Who says so the broker does not tell: the id is the proof, which only the caller and its servers know.
            _intake.OnCancel(new CallCancel(call, TimeLeft: MessageForm.TimeToLiveOf(message)));
        }
    }
}
