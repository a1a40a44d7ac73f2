using Messaging.Drivers.Rabbit.Connections;
using Messaging.Drivers.Rabbit.Publishing;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>The channel of declarations, and the next one when the broker closed it. For one question at a time.</summary>
internal sealed class TopologyChannel(BrokerSession session, BackgroundWork background)
{
    private IChannel? _channel;

    /// <summary>Asks the broker something, and waits for its answer.</summary>
    /// <exception cref="TimeoutException">None came within the time of <see cref="IChannel.ContinuationTimeout"/>.</exception>
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
            var limit = _channel.ContinuationTimeout;
            Leave();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"The broker did not answer within {limit.TotalSeconds:0} s, though the connection lives. A node of its cluster may be down.", e);
            }

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
