using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>Why a shipment did not get through.</summary>
/// <param name="Outcome">What happened to it.</param>
/// <param name="End">The end of its channel, if that was the cause.</param>
/// <param name="Error">Why it was not sent, if it was not.</param>
internal readonly record struct Setback(SendOutcome Outcome, ChannelEnd? End = null, Exception? Error = null);
