using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>What a shipment is told when it does not get there.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="End">How its channel ended, if that is why.</param>
/// <param name="Error">Why it was not sent, if it was not.</param>
internal readonly record struct Setback(SendOutcome Outcome, ChannelEnd? End = null, Exception? Error = null);
