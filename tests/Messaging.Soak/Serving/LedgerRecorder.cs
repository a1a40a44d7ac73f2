using Messaging.Soak.Accounts;

namespace Messaging.Soak.Serving;

/// <summary>A server in this process notes its runs in the ledger itself.</summary>
internal sealed class LedgerRecorder(Ledger ledger) : IRunRecorder
{
    public void Record(long number, ushort life) => ledger.Run(number, life);
}
