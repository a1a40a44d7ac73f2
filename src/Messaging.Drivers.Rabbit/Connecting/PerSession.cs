using System.Runtime.CompilerServices;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>One value of a kind for each connection: created on first use, and dropped with the connection.</summary>
/// <remarks>For any number of threads. Asking for the value of the same connection again takes no lock.</remarks>
internal sealed class PerSession<T>(Func<BrokerSession, T> make)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly ConditionalWeakTable<BrokerSession, Entry> _all = [];
    private volatile Entry? _last;

    public T Of(BrokerSession session) => _last is { } last && ReferenceEquals(last.Session, session) ? last.Value : Find(session).Value;

    private Entry Find(BrokerSession session)
    {
        lock (_lock)
        {
            // Senders still using a lost connection find the value that it had, not that of another.
            if (!_all.TryGetValue(session, out var entry))
            {
                entry = new Entry(session, make(session));
                _all.Add(session, entry);
            }

            return _last = entry;
        }
    }

    private sealed record Entry(BrokerSession Session, T Value);
}
