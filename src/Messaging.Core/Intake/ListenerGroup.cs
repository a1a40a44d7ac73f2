using Messaging.Drivers;

namespace Messaging.Intake;

/// <summary>The listeners of one server that serves several targets: they start and stop together.</summary>
internal sealed class ListenerGroup : IListener
{
    private readonly List<IListener> _listeners = [];

    private ListenerGroup()
    {
    }

    public TimeSpan HoldLimit
    {
        get
        {
            var limits = _listeners.Select(listener => listener.HoldLimit).Where(limit => limit != Timeout.InfiniteTimeSpan);
            return limits.DefaultIfEmpty(Timeout.InfiniteTimeSpan).Min();
        }
    }

    /// <summary>Starts them one after the other. If one fails, the others are stopped.</summary>
    public static async Task<IListener> StartAsync(IReadOnlyList<Func<Task<IListener>>> starts)
    {
        if (starts.Count == 1)
        {
            return await starts[0]().ConfigureAwait(false);
        }

        var group = new ListenerGroup();
        try
        {
            foreach (var start in starts)
            {
                group._listeners.Add(await start().ConfigureAwait(false));
            }

            return group;
        }
        catch
        {
            await group.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_listeners.Select(listener => listener.StopAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }
}
