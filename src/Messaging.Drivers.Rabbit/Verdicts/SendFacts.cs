namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>Further facts that decide about a message that did not get through.</summary>
/// <param name="Times">How often the same has happened to it, including this time.</param>
/// <param name="MayRunTwice">For a call: its caller said that it may run twice.</param>
/// <param name="WasSentAgain">For a call: it was sent more than once.</param>
/// <param name="IsOver">Nobody waits for it any more, or its time is over.</param>
/// <param name="IsExpected">For a message that no queue took: a queue is expected soon, or is declared for it.</param>
/// <param name="NeedsServer">For a cast: it names its server.</param>
/// <param name="IsServed">For a fanout that no queue took: its topic has servers; null before the broker was asked.</param>
internal readonly record struct SendFacts(
    int Times = 1, bool MayRunTwice = false, bool WasSentAgain = false, bool IsOver = false, bool IsExpected = false,
    bool NeedsServer = false, bool? IsServed = null);
