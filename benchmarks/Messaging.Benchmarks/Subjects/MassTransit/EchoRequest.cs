namespace Messaging.Benchmarks.Subjects.MassTransit;

/// <summary>What MassTransit's client sends. Public, as its serializer asks for.</summary>
public sealed record EchoRequest
{
    public required string Payload { get; init; }
}
