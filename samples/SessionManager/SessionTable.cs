using System.Collections.Concurrent;
using System.Globalization;
using SessionManager.Peering;

namespace SessionManager;

/// <summary>The open sessions. The peer asks about them.</summary>
internal sealed class SessionTable
{
    private readonly ConcurrentDictionary<string, string> _users = new(StringComparer.Ordinal);

    public int Count => _users.Count;

    public void Add(string id, string user) => _users[id] = user;

    public void Remove(string id) => _users.TryRemove(id, out _);

    /// <summary>Answers a question of the peer.</summary>
    public Task<string> AnswerAsync(PeerConnection peer, string type, string text, CancellationToken token) => type == "count"
        ? Task.FromResult(_users.Count(session => session.Value == text).ToString(CultureInfo.InvariantCulture))
        : throw new RefusedException($"The manager does not know the question '{type}'.");
}
