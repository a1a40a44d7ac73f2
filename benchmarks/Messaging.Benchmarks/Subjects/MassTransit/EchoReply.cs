namespace Messaging.Benchmarks.Subjects.MassTransit;

/// <summary>What MassTransit's server answers. Public, as its serializer asks for.</summary>
public sealed record EchoReply
{
    public required string Payload { get; init; }
}
