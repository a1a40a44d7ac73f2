using Messaging.Drivers.Rabbit.Connecting;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>
/// Asks the broker about the queue of a message that did not get through, for its error. Messages that fail together ask once.
/// </summary>
internal sealed class QueueInquiry(ConnectionSupervisor line, Declarers declarers, TimeProvider time, BackgroundWork background)
{
    // The call is over: its error may wait for a broker that answers at once, but no longer.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<QueueReport>> _asking = [];

    /// <summary>The state of a queue in words; null when the broker cannot be asked, or does not answer at once.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="exchange">The exchange from which the message did not reach the queue, or null when it did.</param>
    public async Task<string?> DescribeAsync(string queue, string? exchange)
    {
        try
        {
            return (await AskAsync(queue).ConfigureAwait(false)).Describe(queue, exchange);
        }
        catch (DeliveryException e)
        {
            return e.Message;
        }
    }

    /// <summary>How many consumers a queue has; 0 when it does not exist, or its state is unknown.</summary>
    public async Task<uint> CountConsumersAsync(string queue)
    {
        try
        {
            return (await AskAsync(queue).ConfigureAwait(false)).Consumers;
        }
        catch (DeliveryException)
        {
            return 0;
        }
    }

    private async Task<QueueReport> AskAsync(string queue)
    {
        if (line.Current is not { } session)
        {
            return new QueueReport(Presence.Unknown);
        }

        Task<QueueReport>? answer;
        lock (_lock)
        {
            if (!_asking.TryGetValue(queue, out answer))
            {
                answer = _asking[queue] = AskAsync(session, queue);
                background.Add(AwaitAsync(answer));
            }
        }

        try
        {
            return await answer.WaitAsync(Patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new QueueReport(Presence.Unknown);
        }
    }

    private async Task<QueueReport> AskAsync(BrokerSession session, string queue)
    {
        // Continues outside the lock under which this is called.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return await declarers.Of(session).LookAsync(queue, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not DeliveryException)
        {
            // The connection was lost: the message's own error is used without this.
            return new QueueReport(Presence.Unknown);
        }
        finally
        {
            lock (_lock)
            {
                _asking.Remove(queue);
            }
        }
    }

    private static async Task AwaitAsync(Task answer) => await answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
