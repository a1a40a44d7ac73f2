using Messaging;
using Messaging.Drivers;
using SessionManager.Peering;

namespace SessionManager;

/// <summary>Serves sessions.thrift. A call that the peer must answer stays open long after its method has returned.</summary>
internal sealed class SessionEndpoint(PeerLink peer, SessionTable sessions) : IAsyncDisposable
{
    private readonly BackgroundWork _answering = new(error => Console.Error.WriteLine(error.Message));
    private int _outstanding;

    [RpcMethod(ExpectedExceptions = [typeof(PeerLostException), typeof(RefusedException)])]
    public void Open(string user, RpcContext context, CancellationToken token) => _answering.Add(AnswerAsync(context.Detach(), async () =>
    {
        var id = await peer.AskAsync("open", user, token);
        sessions.Add(id, user);
        return new { id, user };
    }));

    [RpcMethod(ExpectedExceptions = [typeof(PeerLostException), typeof(RefusedException)])]
    public void Close(string id, RpcContext context, CancellationToken token) =>
        _answering.Add(AnswerAsync<object?>(context.Detach(), async () =>
        {
            await peer.AskAsync("close", id, token);
            sessions.Remove(id);
            return null;
        }));

    public object Status() =>
        new { connected = peer.IsConnected, outstanding = Volatile.Read(ref _outstanding), sessions = sessions.Count };

    public async ValueTask DisposeAsync() => await _answering.DrainAsync(new Deadline(TimeProvider.System, TimeSpan.FromSeconds(5)));

    private async Task AnswerAsync<T>(DetachedReply reply, Func<Task<T>> ask)
    {
        await using (reply)
        {
            Interlocked.Increment(ref _outstanding);
            try
            {
                var answer = await ask();
                Interlocked.Decrement(ref _outstanding);
                await reply.ReplyAsync(answer);
            }
            catch (Exception e) when (e is PeerLostException or RefusedException or OperationCanceledException)
            {
                // The names of the first two match exceptions of sessions.thrift. With the last one, the client has left.
                Interlocked.Decrement(ref _outstanding);
                await reply.FailAsync(e);
            }
        }
    }
}
