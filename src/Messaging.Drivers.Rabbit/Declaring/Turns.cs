namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>Admits one caller at a time, in order of arrival.</summary>
internal sealed class Turns
{
    private Task _last = Task.CompletedTask;

    /// <summary>Waits for a turn.</summary>
    /// <returns>The turn: set its result to admit the next caller.</returns>
    public async Task<TaskCompletionSource> EnterAsync()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Interlocked.Exchange(ref _last, turn.Task).ConfigureAwait(false);
        return turn;
    }
}
