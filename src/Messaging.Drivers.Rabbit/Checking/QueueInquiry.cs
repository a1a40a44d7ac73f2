using Messaging.Drivers.Rabbit.Connections;

namespace Messaging.Drivers.Rabbit.Checking;

/// <summary>Asks the broker, for the error of a call that timed out, what has become of its queue. Calls that time out together ask once.</summary>
internal sealed class QueueInquiry(ConnectionSupervisor line, TimeProvider time, BackgroundWork background)
{
    // The call is over: its error may wait for a broker that answers at once, and for no other.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<string?>> _asking = [];

    /// <summary>What the broker says of a queue; null when it cannot be asked, or does not answer at once.</summary>
    public async Task<string?> AskAsync(string queue)
    {
        if (line.Current is not { } session)
        {
            return null;
        }

        Task<string?>? answer;
        lock (_lock)
        {
            if (!_asking.TryGetValue(queue, out answer))
            {
                answer = _asking[queue] = AskAsync(session, queue);
                background.Add(answer);
            }
        }

        try
        {
            return await answer.WaitAsync(Patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<string?> AskAsync(BrokerSession session, string queue)
    {
        // Off the lock, under which this is called.
        await Task.Yield();
        try
        {
            return await session.Topology.CountAsync(queue, CancellationToken.None).ConfigureAwait(false) is var (consumers, messages)
                ? Describe(queue, consumers, messages)
                : $"Queue '{queue}' is not there.";
        }
        catch (DeliveryException e)
        {
            return e.Message;
        }
        catch (Exception)
        {
            // The connection went, or the user may not ask: the call's own error stands without it.
            return null;
        }
        finally
        {
            lock (_lock)
            {
                _asking.Remove(queue);
            }
        }
    }

    private static string Describe(string queue, uint consumers, uint messages)
    {
        var who = consumers switch
        {
            0 => "no consumer: nobody serves it now",
            1 => "1 consumer",
            _ => FormattableString.Invariant($"{consumers} consumers"),
        };
        var what = messages switch
        {
            0 => "no message waits",
            1 => "1 message waits",
            _ => FormattableString.Invariant($"{messages} messages wait"),
        };
        return $"Queue '{queue}' has {who}; {what} in it.";
    }
}
