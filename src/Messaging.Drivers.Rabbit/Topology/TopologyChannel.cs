using Messaging.Drivers.Rabbit.Connections;
using Messaging.Drivers.Rabbit.Publishing;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>The channel of declarations, and the next one when the broker closed it. For one question at a time.</summary>
internal sealed class TopologyChannel(BrokerSession session, BackgroundWork background)
{
    private IChannel? _channel;

    /// <summary>Asks the broker something, and waits for its answer.</summary>
    public async Task AskAsync(Func<IChannel, Task> ask, CancellationToken cancellationToken)
    {
        if (_channel is not { IsOpen: true })
        {
            Leave();
            _channel = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await ask(_channel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            // A cluster that misses a node answers no declaration for a while. A late answer would be taken for that to the next question.
            Leave();
            throw;
        }
    }

    private void Leave()
    {
        if (_channel is { } channel)
        {
            _channel = null;
            background.Add(CloseAsync(channel));
        }
    }

    private static async Task CloseAsync(IChannel channel)
    {
        try
        {
            await channel.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PublishVerdict.IsTransient(e))
        {
            // It went with its connection.
        }
    }
}
