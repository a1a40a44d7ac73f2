using Messaging.Drivers.Rabbit.Connecting;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>The channel for declarations, replaced when the broker closes it. For one request at a time.</summary>
internal sealed class TopologyChannel(BrokerSession session, TimeProvider time, BackgroundWork background)
{
    private IChannel? _channel;

    /// <summary>Sends the broker a request, and waits for its answer.</summary>
    /// <param name="ask">The request. It takes no token, because a request that was sent will be answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">No answer came within <see cref="Question.Patience"/>.</exception>
    public async Task AskAsync(Func<IChannel, Task> ask, CancellationToken cancellationToken)
    {
        if (_channel is not { IsOpen: true } channel)
        {
            if (_channel is { } closed)
            {
                await closed.DisposeAsync().ConfigureAwait(false);
            }

            _channel = channel = await session.OpenChannelAsync(confirms: false, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await Question.AskAsync(channel, ask, time, background, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _channel = null;
            throw;
        }
        catch (TimeoutException e)
        {
            // A cluster that has lost a node answers no declaration for a while.
            _channel = null;
            throw new TimeoutException(
                $"The broker did not answer within {Question.Patience.TotalSeconds:0} s, although the connection is alive. A node of its "
                    + "cluster may be down.", e);
        }
    }
}
