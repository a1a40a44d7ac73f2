namespace Messaging.DocsExamples.Examples;

// <redelivered>
public sealed class Ledger
{
    public int Attempts { get; private set; }

    public TaskCompletionSource Booked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [RpcMethod(Acknowledge = AcknowledgeMode.WhenDone)]     // the default for casts; calls must ask for it
    public void Book(int amount, RpcContext context)
    {
        Attempts++;
        if (!context.IsRedelivered)
        {
            throw new IOException("The disk was full.");    // with RedeliverFailedCasts the cast is redelivered
        }

        Booked.TrySetResult();                              // on the second delivery, check first whether the first one did half of it
    }
}
// </redelivered>
