namespace Messaging;

/// <summary>Combines several time limits: the shortest applies.</summary>
internal static class Limits
{
    /// <summary>The shorter of two limits; null means none.</summary>
    public static TimeSpan? Smaller(TimeSpan? one, TimeSpan? other) =>
        one is null || one == Timeout.InfiniteTimeSpan ? other ?? one
        : other is null || other == Timeout.InfiniteTimeSpan || one < other ? one
        : other;

    /// <summary>A limit that an attribute gives in seconds; null when it gives none.</summary>
    public static TimeSpan? FromSeconds(double seconds) => seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
}
