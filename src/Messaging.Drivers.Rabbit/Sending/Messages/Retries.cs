using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>
/// What has become of one shipment so far, made when something does. It is in the wheel of deadlines while the shipment rests until it is
/// sent again: all that rests is there.
/// </summary>
internal sealed class Retries(Shipment shipment) : DeadlineEntry
{
    private int _nacks;
    private int _returns;

    /// <summary>How often the broker closed a channel that it was in and did not say for which message.</summary>
    public int Closings { get; private set; }

    /// <summary>What it rests for, in words.</summary>
    public string Why { get; set; } = "";

    /// <summary>Counts one more.</summary>
    /// <returns>How often the same has happened.</returns>
    public int Count(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Nacked => ++_nacks,
        SendOutcome.ClosedForOne => ++Closings,
        SendOutcome.Returned => ++_returns,
        _ => 1,
    };

    protected override void OnDue() => shipment.SendAgain();
}
