using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Declaring;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Sending.Channels;
using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Verdicts;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Sending;

/// <summary>
/// The only writer of messages: waits for the connection, declares the exchange, rents a channel and publishes, and retries as long as the
/// message was not sent.
/// </summary>
internal sealed class Publisher(ConnectionSupervisor line, Declarers declarers, RabbitRuntime runtime)
{
    private readonly PerSession<PublishSession> _sessions = new(
        connection => new PublishSession(connection, declarers.Of(connection), runtime));

    /// <summary>The clock of messages that are sent again later, and of waits that end by themselves.</summary>
    public DeadlineWheel Deadlines { get; } = runtime.Deadlines;

    /// <summary>The user that requests carry, or null for none.</summary>
    public string? UserId => runtime.Settings.UserId;

    /// <summary>Whether senders declare the exchanges and queues that they need.</summary>
    public bool Declares => runtime.Settings.Declare;

    public ILogger Logger => runtime.Logger;

    /// <summary>Asks the broker about queues, to find out what happened to a message.</summary>
    public QueueInquiry Inquiry { get; } = new(line, declarers, runtime.Time, runtime.Background);

    /// <summary>Why no message can be sent now; null when one can.</summary>
    public string? Trouble => line.Trouble;

    /// <summary>Whether the broker is connected but accepts no messages.</summary>
    public bool IsBlocked => line.Current?.Stop.Over is not null;

    /// <summary>Sends a shipment. Never throws: the shipment is told the outcome. Allocates nothing when it need not wait.</summary>
    /// <param name="shipment">The shipment. The broker may have it, and may even have confirmed it, before this returns.</param>
    /// <param name="cancellationToken">Ends a wait for the connection or a channel; a write that has begun is completed.</param>
    public async ValueTask SendAsync(Shipment shipment, CancellationToken cancellationToken)
    {
        try
        {
            if (runtime.Settings.Compress)
            {
                shipment.Compress();
            }

            for (var attempt = 1; !shipment.IsAbandoned; attempt++)
            {
                try
                {
                    if (await TrySendAsync(shipment, cancellationToken).ConfigureAwait(false))
                    {
                        return;
                    }
                }
                catch (Exception e) when (Judge(e, attempt, shipment, cancellationToken) is var step && step != SendStep.Fail)
                {
                    if (step == SendStep.AfterDelay)
                    {
                        await Task.Delay(runtime.Settings.ReconnectDelay, runtime.Time, cancellationToken).ConfigureAwait(false);
                    }
                    else if (line.Current is null)
                    {
                        // Losing one connection after another is the broker's fault, not the message's.
                        attempt = 0;
                    }
                }
            }

            shipment.OnNotSent(new OperationCanceledException(cancellationToken));
        }
        catch (Exception e)
        {
            shipment.OnNotSent(e is MessagingException or TimeoutException or OperationCanceledException or ObjectDisposedException
                ? e
                : PublishVerdict.Unsendable(e));
        }
    }

    /// <summary>Sends a shipment that nobody awaits.</summary>
    public void SendInBackground(Shipment shipment) => runtime.Background.Add(SendAsync(shipment, CancellationToken.None));

    /// <summary>Sends a shipment again after a pause.</summary>
    public void SendSoon(Shipment shipment, TimeSpan? after = null) => Deadlines.Set(shipment.Retries, after ?? SendVerdict.Pause);

    /// <summary>Cancels the next attempt of a shipment that may be pausing.</summary>
    public void Forget(Shipment shipment)
    {
        if (shipment.HasRetries)
        {
            Deadlines.Remove(shipment.Retries);
        }
    }

    /// <summary>
    /// Called when a message came back because no queue took it: whether sending it again is worthwhile, because its server may be about to
    /// recreate its queue. True when the connection was lost a moment ago, as after a restart of the broker, and when a queue existed until
    /// now.
    /// </summary>
    public bool ExpectsServer(Route route)
    {
        if (ExpectsServersBack(route))
        {
            return true;
        }

        if (!route.IsMissedFor(runtime.Settings.MissedGrace, runtime.Time))
        {
            return false;
        }

        RabbitLog.NobodyYet(runtime.Logger, route.RoutingKey.Value);
        return true;
    }

    /// <summary>Whether servers may be about to recreate their queues, because the connection was lost a moment ago.</summary>
    public bool ExpectsServersBack(Route route)
    {
        if (!line.IsBackFor(runtime.Settings.ServerGrace))
        {
            return false;
        }

        RabbitLog.NobodyYet(runtime.Logger, route.RoutingKey.Value);
        return true;
    }

    /// <summary>
    /// Whether no queue has taken messages of a route, but only since a moment ago: a running server notices within that time.
    /// </summary>
    public bool IsMissingBriefly(Route route) => route.IsMissingFor(runtime.Settings.MissedGrace, runtime.Time);

    /// <summary>Makes the next message of a route declare its exchange and queue again.</summary>
    public void ForgetTopology(Route route)
    {
        if (line.Current is { } connection)
        {
            declarers.Of(connection).Forget();
        }

        route.Forget();
    }

    /// <summary>Runs work of a shipment that nobody awaits.</summary>
    public void RunInBackground(Task work) => runtime.Background.Add(work);

    private SendStep Judge(Exception error, int attempt, Shipment shipment, CancellationToken cancellationToken) => SendVerdict.OfAttempt(
        error, attempt, mayGoOn: !cancellationToken.IsCancellationRequested && !line.IsClosed,
        hasTime: shipment.Deadline.TimeLeft > runtime.Settings.ReconnectDelay);

    private async ValueTask<bool> TrySendAsync(Shipment shipment, CancellationToken cancellationToken)
    {
        var connection = line.Current ?? await line.GetAsync(shipment.Deadline, cancellationToken).ConfigureAwait(false);
        await shipment.ReadyAsync(cancellationToken).ConfigureAwait(false);
        if (connection.Stop.Over is { } unblocked)
        {
            await shipment.Deadline.WaitAsync(unblocked, line.Trouble ?? "", cancellationToken).ConfigureAwait(false);
        }

        var session = _sessions.Of(connection);
        session.ThrowIfRefused(shipment);
        if (!shipment.Route.IsReady(session.Topology))
        {
            await DeclareAsync(session, shipment, cancellationToken).ConfigureAwait(false);
        }

        var channels = session.Channels.For(shipment, out var isAlone);
        if (!channels.TryRent(out var channel))
        {
            channel = await channels.RentAsync(shipment.Deadline, cancellationToken).ConfigureAwait(false);
        }

        if (channel is null)
        {
            return false;
        }

        try
        {
            return !shipment.IsAbandoned && await channel.PublishAsync(shipment).ConfigureAwait(false);
        }
        finally
        {
            if (isAlone)
            {
                await channel.SettledAsync().ConfigureAwait(false);
                if (channel.IsUsable)
                {
                    session.Sizes.OnAccepted(shipment.Size);
                }
            }

            channels.Return(channel);
        }
    }

    private async Task DeclareAsync(PublishSession session, Shipment shipment, CancellationToken cancellationToken)
    {
        // The declaration continues when this sender stops waiting: others may need the same exchange.
        var declaring = DeclareAsync(session, shipment.Route);
        try
        {
            await shipment.Deadline.WaitAsync(
                declaring, $"The exchange '{shipment.Route.Plan!.Name}' was not declared.", cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception) when (!declaring.IsCompleted)
        {
            runtime.Background.Add(IgnoreAsync(declaring));
            throw;
        }
    }

    private static async Task DeclareAsync(PublishSession session, Route route)
    {
        var exchange = route.Plan!;
        string? key = null;
        try
        {
            await session.Topology.ExchangeAsync(exchange, CancellationToken.None).ConfigureAwait(false);
            if (route.Queue is { } queue)
            {
                key = route.RoutingKey.Value;
                await session.Topology.SenderQueueAsync(queue, exchange.Name, key, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (DeliveryException e)
        {
            // Remembered, because the broker closes a channel with each refusal.
            session.Refusals.Add(exchange.Name, key, e.Message, e.IsTransient);
            throw;
        }
    }

    private static async Task IgnoreAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
