using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>
/// The failures of one shipment so far; created at the first. It is the shipment's entry in the wheel of deadlines during the pause before
/// the next attempt: all pausing shipments are there.
/// </summary>
internal sealed class Retries(Shipment shipment) : DeadlineEntry
{
    private int _nacks;
    private int _returns;

    /// <summary>How often the broker closed a channel with this message in flight and did not say which message was the cause.</summary>
    public int Closings { get; private set; }

    /// <summary>The reason for the pause, in words.</summary>
    public string Why { get; set; } = "";

    /// <summary>Counts one more outcome.</summary>
    /// <returns>How often the same outcome has occurred.</returns>
    public int Count(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Nacked => ++_nacks,
        SendOutcome.ClosedForOne => ++Closings,
        SendOutcome.Returned => ++_returns,
        _ => 1,
    };

    protected override void OnDue() => shipment.SendAgain();
}
