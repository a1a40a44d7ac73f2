namespace Messaging.DriverContract;

/// <summary>Waits with a limit, which only a failing test reaches.</summary>
public static class Waits
{
    /// <summary>The task, or a <see cref="TimeoutException"/> after <see cref="WaitLimit.Default"/>.</summary>
    public static Task WithinLimit(this Task task) => task.WaitAsync(WaitLimit.Default);

    /// <summary>The task, or a <see cref="TimeoutException"/> after <see cref="WaitLimit.Default"/>.</summary>
    public static Task<T> WithinLimit<T>(this Task<T> task) => task.WaitAsync(WaitLimit.Default);

    /// <summary>Ends when the token fires.</summary>
    public static async Task WhenFired(this CancellationToken token)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = token.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), fired);
        await fired.Task.WithinLimit();
    }
}
