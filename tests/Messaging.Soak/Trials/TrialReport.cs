using Messaging.Soak.Brokers;
using Messaging.Soak.Faults;

namespace Messaging.Soak.Trials;

/// <summary>What a fault did to a load.</summary>
/// <param name="Fault">What it was.</param>
/// <param name="Length">How long it was made to last.</param>
/// <param name="Outage">The longest time without a completed call, from the fault on.</param>
/// <param name="Recovery">The time from the end of the fault until everything worked again.</param>
/// <param name="StoodStill">How long this process stood still in that time.</param>
/// <param name="Before">What was on the broker before.</param>
/// <param name="After">What was there afterwards.</param>
internal sealed record TrialReport(
    Fault Fault, TimeSpan Length, TimeSpan Outage, TimeSpan Recovery, TimeSpan StoodStill, BrokerCensus Before, BrokerCensus After)
{
    /// <summary>Whether it took longer, and not because the machine stood still.</summary>
    public bool IsLate => Recovery - StoodStill > Fault.Promise;
}
