namespace Messaging.Hosting.Configuring;

/// <summary>The checks that several options share. Each failure names the key, the value and what is right.</summary>
internal static class OptionChecks
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(24);

    public static void CheckTarget(List<string> failures, string path, Func<Target> make, string? key = null)
    {
        try
        {
            make();
        }
        catch (InvalidTargetException e)
        {
            failures.Add($"{path}:{key ?? e.Part} cannot be used. {e.Message}");
        }
    }

    public static void CheckTimeout(List<string> failures, string key, TimeSpan value)
    {
        if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value > LongestTimeout))
        {
            failures.Add(
                FormattableString.Invariant($"{key} is {value}. Write more than zero and at most 24 days, as hours:minutes:seconds."));
        }
    }

    public static void CheckRange(List<string> failures, string key, int value, int least, int most = int.MaxValue)
    {
        if (value < least || value > most)
        {
            failures.Add(most == int.MaxValue
                ? FormattableString.Invariant($"{key} is {value}. Write at least {least:N0}.")
                : FormattableString.Invariant($"{key} is {value}. Write a number from {least:N0} to {most:N0}."));
        }
    }
}
