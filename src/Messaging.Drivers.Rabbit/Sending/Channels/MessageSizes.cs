using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>
/// How large a message the broker of one connection takes. It says so only when it refuses one, and then it closes the channel, with all that is under way
/// on it: so a message that is larger than any before is sent alone.
/// </summary>
/// <remarks>Safe for any number of threads. One that is too small loses a race at worst, and one message more goes alone.</remarks>
internal sealed class MessageSizes
{
    // No operator sets less: a large list of names would not go through.
    private const int Unquestioned = 64 * 1024;

    private long _accepted = Unquestioned;
    private long _limit = long.MaxValue;

    /// <summary>
    /// Whether it is not known that the broker takes a message of this size; also when it is known that it does not, for whoever asked
    /// <see cref="Find"/> may have done so a moment before it was.
    /// </summary>
    public bool IsUnknown(int size) =>
        size > Volatile.Read(ref _accepted) && size > Unquestioned && Volatile.Read(ref _limit) is var limit
        && (limit == long.MaxValue || size > limit);

    /// <summary>What the broker would say of a message of this size; null when it may take it.</summary>
    public SizeRefusal? Find(int size)
    {
        var limit = Volatile.Read(ref _limit);
        return size > limit ? new SizeRefusal(size, limit) : null;
    }

    /// <summary>The broker has dealt with a message of this size.</summary>
    public void OnAccepted(int size)
    {
        if (size > Volatile.Read(ref _accepted))
        {
            Volatile.Write(ref _accepted, size);
        }
    }

    /// <summary>The broker has refused one, and said what it takes.</summary>
    public void OnRefused(SizeRefusal refusal) => Volatile.Write(ref _limit, refusal.Limit);
}
