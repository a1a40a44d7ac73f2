namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>Lets one in at a time, in the order of arrival.</summary>
internal sealed class Turns
{
    private Task _last = Task.CompletedTask;

    /// <summary>Waits for the turn.</summary>
    /// <returns>The turn: set its result to let the next one in.</returns>
    public async Task<TaskCompletionSource> EnterAsync()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Interlocked.Exchange(ref _last, turn.Task).ConfigureAwait(false);
        return turn;
    }
}
