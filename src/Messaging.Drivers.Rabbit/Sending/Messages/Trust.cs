namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>
/// Whether messages on one route can do without confirms of their own. A confirm is proof for a moment that the broker accepts them; when
/// the moment is over, one message asks for a confirm on behalf of all. After a refusal each message asks, for minutes.
/// </summary>
internal sealed class Trust
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Distrust = TimeSpan.FromMinutes(10);

    private long _acceptedAt;
    private long _refusedAt;
    private int _isAsked;

    /// <summary>Whether the next message needs no confirm of its own.</summary>
    public bool Holds(TimeProvider time)
    {
        var accepted = Volatile.Read(ref _acceptedAt);
        if (accepted == 0)
        {
            return false;
        }

        var age = time.GetElapsedTime(accepted);
        return age < Moment || (age < 2 * Moment && Interlocked.Exchange(ref _isAsked, 1) != 0);
    }

    /// <summary>The broker has confirmed a message individually.</summary>
    public void OnAccepted(TimeProvider time)
    {
        var refused = Volatile.Read(ref _refusedAt);
        if (refused != 0 && time.GetElapsedTime(refused) < Distrust)
        {
            return;
        }

        Volatile.Write(ref _acceptedAt, Now(time));
        Volatile.Write(ref _isAsked, 0);
    }

    /// <summary>The broker has refused a message.</summary>
    public void OnRefused(TimeProvider time)
    {
        Volatile.Write(ref _refusedAt, Now(time));
        Forget();
    }

    /// <summary>The route has changed: the next message needs a confirm.</summary>
    public void Forget() => Volatile.Write(ref _acceptedAt, 0);

    private static long Now(TimeProvider time) => Math.Max(time.GetTimestamp(), 1);
}
