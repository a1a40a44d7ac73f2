namespace Messaging.Hosting.Tests.Support;

public sealed class Ledger(Session session, Journal<string> journal, Journal<DetachedReply> open) : ILedger, IDisposable
{
    public Task<int> EnterAsync(string text)
    {
        session.IsBroken = text == "broken";
        return Task.FromResult(session.Number);
    }

    public Task FailAsync() => throw new InvalidOperationException("full");

    public Task<string> LaterAsync(RpcContext? context)
    {
        open.Add(context!.Detach());
        return Task.FromResult("not this");
    }

    public Task NoteAsync(string text)
    {
        journal.Add(text);
        return Task.CompletedTask;
    }

    public void Dispose() => journal.Add("ledger over");
}
