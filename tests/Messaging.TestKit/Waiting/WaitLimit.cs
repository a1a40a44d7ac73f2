namespace Messaging.TestKit;

/// <summary>How long the kit waits for something before it calls it missing. Generous: a limit is reached only by a failing test.</summary>
public static class WaitLimit
{
    /// <summary>The bound of a wait for which the test gives none.</summary>
    /// <value>60 seconds: a machine that builds something else meanwhile is slow.</value>
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The bound of the start of a broker or of another program that takes its time.</summary>
    /// <value>3 minutes.</value>
    public static TimeSpan Start { get; } = TimeSpan.FromMinutes(3);
}
