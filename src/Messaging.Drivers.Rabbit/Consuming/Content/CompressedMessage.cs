namespace Messaging.Drivers.Rabbit.Consuming.Content;

/// <summary>A compressed message between its delivery and its inflation.</summary>
/// <param name="body">The body, which is lent and copied.</param>
/// <param name="longest">How long it may wait.</param>
internal abstract class CompressedMessage(ReadOnlySpan<byte> body, Deadline longest)
{
    private readonly byte[] _body = body.ToArray();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>How long it may wait.</summary>
    public Deadline Longest { get; } = longest;

    /// <summary>Completes when the message was taken, or went back.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Its size in bytes when inflated; 0 when it will be refused. Called once, because it takes time.</summary>
    public abstract int Measure();

    /// <summary>Whether its channel has ended, so that nothing needs to be done with it.</summary>
    public abstract bool IsGone { get; }

    /// <summary>Inflates the message, and passes it on.</summary>
    /// <returns>How many bytes of it are in flight from now on.</returns>
    public abstract int Take();

    /// <summary>Gives the message back, because nobody takes messages any more.</summary>
    public abstract void GiveBack();

    /// <summary>The message has waited for room as long as it may.</summary>
    public abstract void OnNoRoom();

    /// <summary>The message is finished.</summary>
    public virtual void End() => _ended.TrySetResult();
}
