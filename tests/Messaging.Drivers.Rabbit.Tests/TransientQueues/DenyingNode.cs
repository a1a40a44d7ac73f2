using Messaging.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Tests.TransientQueues;

/// <summary>
/// A broker that denies queues which are not durable, where its release can: 3.13 and later. An older one does not know the setting, and
/// takes them; what users may expect is the same on both.
/// </summary>
public sealed class DenyingNode : IAsyncLifetime
{
    public RabbitNode Node { get; private set; } = null!;

    /// <summary>Whether it does deny them.</summary>
    public bool Denies { get; private set; }

    public static async Task<RabbitNode> StartAsync() => await RabbitNode.StartAsync(
        new NodeSetup { Advanced = "[{rabbit, [{permit_deprecated_features, #{transient_nonexcl_queues => false}}]}]." });

    /// <summary>Whether a broker denies them: it is asked for one.</summary>
    public static async Task<bool> IsDeniedByAsync(RabbitBroker node)
    {
        await using var connection = await new ConnectionFactory { HostName = "127.0.0.1", Port = node.Port }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        try
        {
            await channel.QueueDeclareAsync($"asked_{Guid.NewGuid():N}", durable: false, exclusive: false, autoDelete: true);
            await channel.DisposeAsync();
            return false;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason is { ReplyCode: Constants.InternalError })
        {
            return true;
        }
    }

    public async ValueTask InitializeAsync()
    {
        Node = await StartAsync();
        Denies = await IsDeniedByAsync(Node);
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
