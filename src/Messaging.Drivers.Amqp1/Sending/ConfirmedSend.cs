using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>
/// Sends messages without a reply, and waits until the broker has accepted each; sends again when the connection was lost before.
/// </summary>
internal sealed class ConfirmedSend(ConnectionSupervisor line)
{
    /// <summary>Sends a message.</summary>
    /// <returns>False when no queue took it.</returns>
    /// <exception cref="DeliveryException">The broker refused the message, or did not accept it in time.</exception>
    /// <exception cref="MessageTooLargeException">The message is larger than the broker accepts.</exception>
    /// <exception cref="ConnectionFailedException">The broker refused the connection.</exception>
    public async Task<bool> SendAsync(Shipment shipment, CancellationToken cancellationToken)
    {
        var deadline = shipment.Deadline;
        while (true)
        {
            var session = await GetSessionAsync(shipment, cancellationToken).ConfigureAwait(false);
            try
            {
                var preparing = shipment.PrepareAsync(session, cancellationToken);
                if (!preparing.IsCompletedSuccessfully)
                {
                    await deadline.WaitAsync(preparing.AsTask(), cancellationToken).ConfigureAwait(false);
                }

                if (await SendOnceAsync(session, shipment, cancellationToken).ConfigureAwait(false) is { } outcome)
                {
                    return outcome is Accepted ? true
                        : SendVerdict.IsUnroutable(outcome) ? false : throw SendVerdict.Refusal(outcome, shipment.What);
                }
            }
            catch (AmqpException e)
            {
                // Tried again on the next connection: one that has lost its sender or its management node is useless.
                session.Abandon(e.Message);
            }
            catch (TimeoutException e)
            {
                throw NotTaken(shipment, "The broker did not accept it; it may have an alarm of its memory or disk.", e);
            }
        }
    }

    private async ValueTask<BrokerSession> GetSessionAsync(Shipment shipment, CancellationToken cancellationToken)
    {
        try
        {
            return await line.GetAsync(shipment.Deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw NotTaken(shipment, line.Trouble, e);
        }
    }

    /// <summary>Sends it once. Null when the connection was lost before the broker reported the outcome.</summary>
    private static async Task<Outcome?> SendOnceAsync(BrokerSession session, Shipment shipment, CancellationToken cancellationToken)
    {
        var message = shipment.Make(session.Dialect);
        var opening = session.Outlets.GetAsync(message.Properties.To, shipment.IsToAll(session.Dialect), cancellationToken);
        var outlet = opening.IsCompletedSuccessfully
            ? await opening.ConfigureAwait(false)
            : await OpenAsync(opening.AsTask(), shipment.Deadline, cancellationToken).ConfigureAwait(false);
        if (outlet is null)
        {
            return new Released();
        }

        var confirm = new Confirm(shipment);
        try
        {
            outlet.Send(message, confirm);
        }
        catch (AmqpException e)
        {
            session.OnFailed(outlet, e.Message);
            return null;
        }

        try
        {
            await shipment.Deadline.WaitAsync(Task.WhenAny(confirm.Task, outlet.Ended), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            outlet.TakeBack(message);
            throw;
        }

        return confirm.Task.IsCompletedSuccessfully ? await confirm.Task.ConfigureAwait(false) : null;
    }

    private static async Task<Outlet?> OpenAsync(Task<Outlet?> opening, Deadline deadline, CancellationToken cancellationToken)
    {
        await deadline.WaitAsync(opening, cancellationToken).ConfigureAwait(false);
        return await opening.ConfigureAwait(false);
    }

    private static DeliveryException NotTaken(Shipment shipment, string? why, Exception error) => new(
        FormattableString.Invariant($"{shipment.What} was not sent within {shipment.Deadline.Timeout.TotalSeconds:0.###} s. {why}"),
        isTransient: true, error);

    /// <summary>The answer to one attempt. Each has its own: an outcome from a lost connection is not that of the next attempt.</summary>
    private sealed class Confirm(Shipment shipment) : IOutcomeReceiver
    {
        private readonly TaskCompletionSource<Outcome> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string What => shipment.What;

        public Task<Outcome> Task => _source.Task;

        public void OnOutcome(Outcome outcome) => _source.TrySetResult(outcome);
    }
}
