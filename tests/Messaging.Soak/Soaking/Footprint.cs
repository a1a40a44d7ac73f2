using System.Diagnostics;
using Messaging.Soak.Brokers;
using Messaging.Soak.Load;

namespace Messaging.Soak.Soaking;

/// <summary>What the load takes: on the broker, and in this process.</summary>
/// <param name="Broker">Connections, channels and queues.</param>
/// <param name="Heap">Megabytes of living objects, less those of the account itself.</param>
/// <param name="WorkingSet">Megabytes of the process, with the account.</param>
/// <param name="Threads">Threads of the process.</param>
internal sealed record Footprint(BrokerCensus Broker, double Heap, double WorkingSet, int Threads)
{
    private const double Megabyte = 1024 * 1024;

    public static async Task<Footprint> TakeAsync(BrokerSite site, Workload load)
    {
        var census = await site.CountAsync();
        var heap = GC.GetTotalMemory(forceFullCollection: true) - load.Ledger.Size;
        using var self = Process.GetCurrentProcess();
        return new Footprint(census, heap / Megabyte, self.WorkingSet64 / Megabyte, self.Threads.Count);
    }
}
