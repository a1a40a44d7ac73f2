namespace Messaging.Drivers.InMemory;

/// <summary>A message as the broker keeps it: encoded, so that a test in memory finds a type that does not serialise.</summary>
internal sealed class InMemoryMessage
{
    /// <summary>The body, given back when the message has left the broker.</summary>
    public required MessageBuffer Body { get; init; }

    public required Deadline Expiry { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>How often a listener got it.</summary>
    public int Deliveries { get; set; }

    /// <summary>The same message for another listener.</summary>
    public InMemoryMessage Copy()
    {
        var body = MessageBuffer.Rent();
        body.Write(Body.WrittenSpan);
        return new() { Body = body, Expiry = Expiry, TraceParent = TraceParent, TraceState = TraceState };
    }
}
