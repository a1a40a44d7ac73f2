namespace Messaging.Core.Tests.Drivers.Timing;

/// <summary>A clock whose time can go by without its timers: the machine slept, or the timer's thread was late.</summary>
internal sealed class PausedClock : TimeProvider
{
    private TimerCallback? _callback;
    private object? _state;

    public ManualTimeProvider Inner { get; } = new();

    public override long TimestampFrequency => Inner.TimestampFrequency;

    public override long GetTimestamp() => Inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_callback, _state) = (callback, state);
        return new NoTimer();
    }

    public void Skip(TimeSpan time) => Inner.Advance(time);

    public void Fire() => _callback!(_state);

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
