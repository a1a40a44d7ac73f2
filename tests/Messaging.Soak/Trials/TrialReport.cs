using Messaging.Soak.Brokers;

namespace Messaging.Soak.Trials;

/// <summary>What a fault did to a load.</summary>
/// <param name="Fault">Its name.</param>
/// <param name="Outage">The longest time without a completed call, from the fault on.</param>
/// <param name="Recovery">The time from the end of the fault until everything worked again.</param>
/// <param name="Before">What was on the broker before.</param>
/// <param name="After">What was there afterwards.</param>
internal sealed record TrialReport(string Fault, TimeSpan Outage, TimeSpan Recovery, BrokerCensus Before, BrokerCensus After);
