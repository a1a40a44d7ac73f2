using Messaging.Soak.Brokers;
using Messaging.Soak.Load;

namespace Messaging.Soak.Faults;

/// <summary>Something that goes wrong, and is put right.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="MakeAsync">Makes it, and takes it away after the given time; what takes no time ignores it.</param>
internal sealed record Fault(string Name, Func<BrokerSite, Workload, TimeSpan, Task> MakeAsync)
{
    /// <summary>How long it is made to last at most; zero for what takes no time.</summary>
    public TimeSpan Longest { get; init; }

    /// <summary>How soon afterwards everything has to work again.</summary>
    public TimeSpan Promise { get; init; } = TimeSpan.FromSeconds(5);

    public override string ToString() => Name;
}
