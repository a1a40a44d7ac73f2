namespace Messaging.DocsExamples.Examples;

public sealed class LockedException(int minutes) : Exception($"Locked for {minutes} minutes.")
{
    public int Minutes { get; } = minutes;
}
