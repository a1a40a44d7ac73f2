namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>A request as it waits in a queue: its body, in pooled memory, and what the client said of it.</summary>
internal sealed class WaitingMessage
{
    /// <summary>The body, given back when the message has left the node.</summary>
    public required MessageBuffer Body { get; init; }

    /// <summary>When its caller stops waiting.</summary>
    public required Deadline Expiry { get; init; }

    /// <summary>The connection it came on, and the id it had there.</summary>
    public required ClientLine Client { get; init; }

    public required MessageId Id { get; init; }

    /// <summary>Whether the client had sent it before, perhaps to another server.</summary>
    public bool WasSentBefore { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>How often a listener got it.</summary>
    public int Deliveries { get; set; }

    /// <summary>The same message for another listener.</summary>
    public WaitingMessage Copy()
    {
        var body = MessageBuffer.Rent();
        body.Write(Body.WrittenSpan);
        return new()
        {
            Body = body,
            Expiry = Expiry,
            Client = Client,
            Id = Id,
            WasSentBefore = WasSentBefore,
            TraceParent = TraceParent,
            TraceState = TraceState,
        };
    }
}
