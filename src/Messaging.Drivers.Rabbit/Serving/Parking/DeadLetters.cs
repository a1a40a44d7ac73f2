using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Sending;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Serving.Parking;

/// <summary>
/// Parks messages that can never be handled in the dead-letter queue of their topic. A message is settled only when its copy is safe there.
/// </summary>
/// <remarks>
/// A message that cannot be parked stays unacknowledged and is retried with growing waits, together with all others, while its channel is
/// open; when the channel ends, the broker delivers it again. Meanwhile it counts towards the prefetch: nothing is lost, and nothing spins.
/// </remarks>
internal sealed class DeadLetters(
    string owner, string by, Publisher publisher, ConnectionSupervisor line, Declarers declarers, RabbitRuntime runtime)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CountPeriod = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Backoff _backoff = new(FirstPause, LongestPause);
    private List<ParkShipment> _failed = [];
    private RetryEntry? _retry;
    private TaskCompletionSource? _settled;
    private int _underWay;
    private volatile string? _obstacle;
    private bool _closed;
    private long _countedAt = runtime.Time.GetTimestamp();

    /// <summary>The owner of the messages: a topic, or a notification queue.</summary>
    public string Owner { get; } = owner;

    /// <summary>The queue.</summary>
    public string Queue { get; } = RabbitNames.DeadLetterQueue(owner);

    public Route Route { get; } = new(null, RabbitNames.DeadLetterQueue(owner));

    /// <summary>The server or listener that parks them.</summary>
    public string By { get; } = by;

    public TimeProvider Time { get; } = runtime.Time;

    public ILogger Logger { get; } = runtime.Logger;

    /// <summary>Accepts messages again.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _closed = false;
        }
    }

    /// <summary>
    /// Adds the queue, and the exchange and bindings of the broker's own dead letters, to everything that must exist first.
    /// </summary>
    public void AddTo(Blueprint blueprint)
    {
        if (runtime.Settings.DeadLetterByBroker)
        {
            blueprint.Add(TopologyPlans.DeadLetterExchange(Queue));
            blueprint.Add(new BoundQueue(runtime.Plans.DeadLetterQueue(Queue), Queue, "") { Matches = TopologyPlans.DeadLetterBindings });
        }
        else
        {
            blueprint.Add(runtime.Plans.DeadLetterQueue(Queue));
        }
    }

    /// <summary>Sends a copy of a message to the queue.</summary>
    public void Send(ParkShipment shipment)
    {
        lock (_lock)
        {
            _underWay++;
        }

        publisher.SendInBackground(shipment);
    }

    /// <summary>The copy is safe, or nobody needs it any more.</summary>
    public void OnSettled(bool isParked)
    {
        lock (_lock)
        {
            Leave();
            if (!isParked)
            {
                return;
            }

            _backoff.Reset();
            if (runtime.Settings.DeadLetterMaxLength == 0 || Time.GetElapsedTime(_countedAt) < CountPeriod)
            {
                return;
            }

            _countedAt = Time.GetTimestamp();
        }

        runtime.Background.Add(CountAsync());
    }

    /// <summary>The copy did not get through: it will be sent again, together with all others that did not.</summary>
    public void OnFailed(ParkShipment shipment, string why)
    {
        TimeSpan pause;
        lock (_lock)
        {
            Leave();
            if (_closed)
            {
                shipment.Drop();
                return;
            }

            _failed.Add(shipment);
            if (_retry is not null)
            {
                return;
            }

            _retry = new RetryEntry(this);
            pause = _backoff.Next();
            runtime.Deadlines.Set(_retry, pause);
        }

        RabbitLog.ParkingFailed(Logger, Queue, _obstacle ?? why, pause);
    }

    /// <summary>Failed messages go back to the broker with their channel. The task completes when nothing is in flight any more.</summary>
    public Task Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var shipment in _failed)
            {
                shipment.Drop();
            }

            _failed.Clear();
            return _underWay == 0 ? Task.CompletedTask : (_settled ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Leave()
    {
        if (--_underWay == 0)
        {
            _settled?.TrySetResult();
            _settled = null;
        }
    }

    private async Task SendAgainAsync()
    {
        await MakeMissingAsync().ConfigureAwait(false);

        List<ParkShipment> again;
        lock (_lock)
        {
            _retry = null;
            again = _failed;
            _failed = [];
            _underWay += again.Count;
        }

        foreach (var shipment in again)
        {
            shipment.SendAgain(publisher);
        }
    }

    /// <summary>Recreates the queue, in case it is missing.</summary>
    private async Task MakeMissingAsync()
    {
        _obstacle = null;
        try
        {
            if (line.Current is { } session)
            {
                var blueprint = new Blueprint().Add(runtime.Plans.DeadLetterQueue(Queue));
                await declarers.Of(session).BuildAsync(blueprint, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (DeliveryException e)
        {
            _obstacle = e.Message;
        }
        catch (Exception e) when (e is MessagingException || PublishVerdict.IsTransient(e))
        {
            // The next attempt to send will show the error.
        }
    }

    private async Task CountAsync()
    {
        try
        {
            if (line.Current is { } session
                && await declarers.Of(session).LookAsync(Queue, CancellationToken.None).ConfigureAwait(false) is { Messages: var messages }
                && messages >= runtime.Settings.DeadLetterMaxLength)
            {
                RabbitLog.DeadLettersFull(Logger, Queue, messages);
            }
        }
        catch (Exception e) when (e is MessagingException || PublishVerdict.IsTransient(e))
        {
            // Counted again another time.
        }
    }

    private void Retry() => runtime.Background.Add(SendAgainAsync());

    private sealed class RetryEntry(DeadLetters letters) : DeadlineEntry
    {
        protected override void OnDue() => letters.Retry();
    }
}
