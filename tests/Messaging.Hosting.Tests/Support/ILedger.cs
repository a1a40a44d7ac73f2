namespace Messaging.Hosting.Tests.Support;

/// <summary>A contract on an exchange of its own, whose server needs something for each call.</summary>
[RpcContract("ledger", Exchange = "books")]
public interface ILedger
{
    Task<int> EnterAsync(string text);

    Task FailAsync();

    Task<string> LaterAsync(RpcContext? context = null);

    [RpcOneWay]
    Task NoteAsync(string text);
}
