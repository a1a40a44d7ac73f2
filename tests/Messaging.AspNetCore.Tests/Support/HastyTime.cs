namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A clock whose short waits are over at once, and are written down.</summary>
internal sealed class HastyTime : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    public Journal<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isShort = dueTime > TimeSpan.Zero && dueTime <= Short;
        if (isShort)
        {
            Waits.Add(dueTime);
        }

        return base.CreateTimer(callback, state, isShort ? TimeSpan.Zero : dueTime, period);
    }
}
