namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>What else decides about a message that did not get there.</summary>
/// <param name="Times">How often the same has happened to it, this time included.</param>
/// <param name="MayRunTwice">Of a call: its caller said so.</param>
/// <param name="WasSentAgain">Of a call: it was sent more than once.</param>
/// <param name="IsOver">Nobody waits for it any more, or its time is over.</param>
/// <param name="IsExpected">Of one that no queue took: one is about to, or is made for it.</param>
/// <param name="NeedsServer">Of a cast: it names its server.</param>
/// <param name="IsServed">Of a fanout that no queue took: servers of its topic are there; null before the broker was asked.</param>
internal readonly record struct SendFacts(
    int Times = 1, bool MayRunTwice = false, bool WasSentAgain = false, bool IsOver = false, bool IsExpected = false,
    bool NeedsServer = false, bool? IsServed = null);
