namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>A compressed message between its delivery and the moment when it is inflated.</summary>
/// <param name="body">Its body, which is lent and copied.</param>
/// <param name="longest">Until when it may wait.</param>
internal abstract class CompressedMessage(ReadOnlySpan<byte> body, Deadline longest)
{
    private readonly byte[] _body = body.ToArray();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>Until when it may wait.</summary>
    public Deadline Longest { get; } = longest;

    /// <summary>Ends when the message was taken, or went back.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How many bytes it takes when it is inflated; 0 when it will be refused. Looked at once, for it takes time.</summary>
    public abstract int Measure();

    /// <summary>Whether its channel is gone, so that nothing need be done with it.</summary>
    public abstract bool IsGone { get; }

    /// <summary>Inflates it, and hands it on.</summary>
    /// <returns>How many bytes of it are in hand from now on.</returns>
    public abstract int Take();

    /// <summary>It goes back: nobody takes anything any more.</summary>
    public abstract void GiveBack();

    /// <summary>It has waited for room as long as it may.</summary>
    public abstract void OnNoRoom();

    /// <summary>It is done with.</summary>
    public virtual void End() => _ended.TrySetResult();
}
