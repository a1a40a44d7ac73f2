namespace Messaging.Drivers.ZeroMq.Connections;

/// <summary>A deadline as the time that a wait may take.</summary>
internal static class DeadlineWaits
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    public static TimeSpan ToWait(this Deadline deadline) =>
        deadline.IsInfinite || deadline.TimeLeft > Longest ? Timeout.InfiniteTimeSpan : deadline.TimeLeft;
}
