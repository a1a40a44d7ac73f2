using Messaging.Drivers.Rabbit.Connecting;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>The channel of declarations, and the next one when the broker closed it. For one question at a time.</summary>
internal sealed class TopologyChannel(BrokerSession session, TimeProvider time, BackgroundWork background)
{
    private IChannel? _channel;

    /// <summary>Asks the broker something, and waits for its answer.</summary>
    /// <param name="ask">What to ask; without a token, for a question that was put will be answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">None came within <see cref="Question.Patience"/>.</exception>
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
            // A cluster that misses a node answers no declaration for a while.
            _channel = null;
            throw new TimeoutException(
                $"The broker did not answer within {Question.Patience.TotalSeconds:0} s, although the connection is alive. A node of its "
                    + "cluster may be down.", e);
        }
    }
}
