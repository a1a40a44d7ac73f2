using System.Globalization;
using Messaging.Soak.Accounts;

namespace Messaging.Soak.Faults;

/// <summary>Somebody deletes queues by hand.</summary>
internal static class QueueFaults
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    public static Fault ReplyQueueDeleted { get; } = new("reply queue deleted", async (site, _, _) =>
    {
        foreach (var name in await site.ReplyQueuesAsync())
        {
            await site.Node.DeleteQueueAsync(name);
        }
    });

    /// <summary>Those of calls and of casts. What waited there goes too: only what was cast before counts as deleted, and not as lost.</summary>
    public static Fault RequestQueuesDeleted { get; } = new("request queues deleted", async (site, load, _) =>
    {
        using var done = new CancellationTokenSource();
        var sampling = SampleAsync(load.Ledger, done.Token);
        var answer = await site.Node.RunCtlAsync("eval", Delete(load.Topic, load.CastTopic));
        await done.CancelAsync();
        var deletedAt = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(answer.Trim(), CultureInfo.InvariantCulture));
        var samples = await sampling;
        load.Ledger.QueueWasDeleted(samples.FirstOrDefault(sample => sample.At > deletedAt, samples[^1]).Number);
    });

    // Returns the time of the deletion: rabbitmqctl itself needs a moment to start and to end.
    private static string Delete(params IEnumerable<string> queues) =>
        $"[begin {{ok, Q}} = rabbit_amqqueue:lookup({{resource, <<\"/\">>, queue, Name}}), "
            + "{ok, _} = rabbit_amqqueue:delete(Q, false, false, <<\"by hand\">>) end "
            + $"|| Name <- [{string.Join(", ", queues.Select(name => $"<<\"{name}\">>"))}]], os:system_time(millisecond).";

    private static async Task<List<(DateTimeOffset At, long Number)>> SampleAsync(Ledger ledger, CancellationToken done)
    {
        List<(DateTimeOffset At, long Number)> samples = [(DateTimeOffset.UtcNow, ledger.LastNumber)];
        while (!done.IsCancellationRequested)
        {
            await Task.Delay(Tick, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            samples.Add((DateTimeOffset.UtcNow, ledger.LastNumber));
        }

        return samples;
    }
}
