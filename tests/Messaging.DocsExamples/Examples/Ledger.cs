namespace Messaging.DocsExamples.Examples;

// <redelivered>
public sealed class Ledger
{
    public int Attempts { get; private set; }

    public TaskCompletionSource Booked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [RpcMethod(Acknowledge = AcknowledgeMode.WhenDone)]     // the default of casts; a call would need it said
    public void Book(int amount, RpcContext context)
    {
        Attempts++;
        if (!context.IsRedelivered)
        {
            throw new IOException("The disk was full.");    // with RedeliverFailedCasts the cast comes again
        }

        Booked.TrySetResult();                              // second delivery: look first whether the first one did half of it
    }
}
// </redelivered>
