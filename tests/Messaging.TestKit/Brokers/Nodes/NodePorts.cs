namespace Messaging.TestKit;

/// <summary>The ports of one <see cref="RabbitNode"/>: for clients, other nodes, the registry of names, and rabbitmqctl.</summary>
internal sealed record NodePorts(int Amqp, int Distribution, int Names, int Ctl)
{
    public static NodePorts Next() => new(FreePorts.Next(), FreePorts.Next(), FreePorts.Next(), FreePorts.Next());
}
