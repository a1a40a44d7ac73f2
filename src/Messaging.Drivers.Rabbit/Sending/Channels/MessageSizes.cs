using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Sending.Channels;

/// <summary>
/// The largest message that the broker of one connection accepts. The broker reveals its limit only by refusing a message, and then closes
/// the channel with everything in flight on it. Therefore a message larger than any before is sent alone.
/// </summary>
/// <remarks>Safe for any number of threads. A smaller size may win a race; at worst one more message is sent alone.</remarks>
internal sealed class MessageSizes
{
    // No operator sets a lower limit: a large list of names would not get through.
    private const int Unquestioned = 64 * 1024;

    private long _accepted = Unquestioned;
    private long _limit = long.MaxValue;

    /// <summary>
    /// Whether it is unknown if the broker accepts a message of this size. Also true when the broker is known to refuse it, because the
    /// sender may have called <see cref="Find"/> a moment before the limit became known.
    /// </summary>
    public bool IsUnknown(int size) =>
        size > Volatile.Read(ref _accepted) && size > Unquestioned && Volatile.Read(ref _limit) is var limit
        && (limit == long.MaxValue || size > limit);

    /// <summary>The broker's refusal of a message of this size; null when it may accept it.</summary>
    public SizeRefusal? Find(int size)
    {
        var limit = Volatile.Read(ref _limit);
        return size > limit ? new SizeRefusal(size, limit) : null;
    }

    /// <summary>The broker has processed a message of this size.</summary>
    public void OnAccepted(int size)
    {
        if (size > Volatile.Read(ref _accepted))
        {
            Volatile.Write(ref _accepted, size);
        }
    }

    /// <summary>The broker has refused a message and reported its limit.</summary>
    public void OnRefused(SizeRefusal refusal) => Volatile.Write(ref _limit, refusal.Limit);
}
