using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>Sends what has no reply, and waits until the broker has taken it: again when the connection was lost before.</summary>
internal sealed class ConfirmedSend(ConnectionSupervisor line)
{
    /// <summary>Sends a message.</summary>
    /// <param name="make">Makes it, anew each time it is sent.</param>
    /// <param name="what">What it is, in words that begin the sentence of an error.</param>
    /// <param name="deadline">When to give up.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="prepare">What must be there first on a connection, or null.</param>
    /// <returns>False when no queue took it.</returns>
    /// <exception cref="DeliveryException">The broker refused it, or did not take it in time.</exception>
    /// <exception cref="MessageTooLargeException">It is larger than the broker takes.</exception>
    /// <exception cref="ConnectionFailedException">The broker refused us.</exception>
    public async Task<bool> SendAsync(
        Func<Message> make, string what, Deadline deadline, CancellationToken cancellationToken,
        Func<BrokerSession, CancellationToken, ValueTask>? prepare = null)
    {
        while (true)
        {
            var session = await GetSessionAsync(what, deadline, cancellationToken).ConfigureAwait(false);
            try
            {
                if (prepare is not null)
                {
                    await deadline.WaitAsync(prepare(session, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
                }

                if (await SendOnceAsync(session, make(), new Confirm(what), deadline, cancellationToken).ConfigureAwait(false) is { } outcome)
                {
                    return outcome is Accepted ? true
                        : SendVerdict.IsUnroutable(outcome) ? false : throw SendVerdict.Refusal(outcome, what);
                }
            }
            catch (AmqpException e)
            {
                // Again on the next connection: one whose sender or management is gone is of no use.
                session.Abandon(e.Message);
            }
            catch (TimeoutException e)
            {
                throw NotTaken(what, deadline, "The broker did not take it; it may have an alarm of its memory or disk.", e);
            }
        }
    }

    private async ValueTask<BrokerSession> GetSessionAsync(string what, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await line.GetAsync(deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw NotTaken(what, deadline, line.Trouble, e);
        }
    }

    /// <summary>Sends it once. Null when the connection was lost before the broker said what became of it.</summary>
    private static async Task<Outcome?> SendOnceAsync(
        BrokerSession session, Message message, Confirm confirm, Deadline deadline, CancellationToken cancellationToken)
    {
        session.Send(message, confirm);
        try
        {
            await deadline.WaitAsync(Task.WhenAny(confirm.Task, session.Ended), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            session.TakeBack(message);
            throw;
        }

        return confirm.Task.IsCompletedSuccessfully ? await confirm.Task.ConfigureAwait(false) : null;
    }

    private static DeliveryException NotTaken(string what, Deadline deadline, string? why, Exception error) => new(
        FormattableString.Invariant($"{what} was not sent within {deadline.Timeout.TotalSeconds:0.###} s. {why}"), isTransient: true, error);

    private sealed class Confirm(string what) : IOutcomeReceiver
    {
        private readonly TaskCompletionSource<Outcome> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string What => what;

        public Task<Outcome> Task => _source.Task;

        public void OnOutcome(Outcome outcome) => _source.TrySetResult(outcome);
    }
}
