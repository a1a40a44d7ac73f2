using System.Runtime.CompilerServices;

namespace Messaging;

/// <summary>Validates timeouts: more than zero and at most 24 days, or infinite.</summary>
internal static class Timeouts
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    public static TimeSpan Check(TimeSpan value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value > Longest))
        {
            throw new ArgumentOutOfRangeException(
                name, value, "A timeout is more than zero and at most 24 days, or Timeout.InfiniteTimeSpan.");
        }

        return value;
    }
}
