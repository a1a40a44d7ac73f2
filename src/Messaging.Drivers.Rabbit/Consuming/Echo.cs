using Messaging.Drivers.Rabbit.Connecting;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Topology;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Consuming;

/// <summary>A message to ourselves through a queue that only we read. If it does not come back, the consumer is dead.</summary>
/// <remarks>
/// On a channel of its own: the broker closes the channel of a user who may not publish through the default exchange, and no call may be
/// lost with it.
/// </remarks>
internal sealed class Echo(
    ConnectionSupervisor publishLine, TimeSpan patience, TimeProvider time, ILogger logger, BackgroundWork background)
{
    private const string MessageType = "messaging.echo";

    private volatile bool _isRefused;

    /// <summary>Whether a message is an echo. No message of oslo.messaging has a type.</summary>
    public static bool Is(IReadOnlyBasicProperties properties) => properties.IsTypePresent() && properties.Type == MessageType;

    /// <summary>Sends an echo, and asks the broker about its queue on the way.</summary>
    /// <exception cref="TimeoutException">The broker did not answer in time.</exception>
    public async Task<EchoOutcome> SendAsync(string queue)
    {
        if (_isRefused || publishLine.Current is not { Stop.Over: null } session)
        {
            return EchoOutcome.NotSent;
        }

        QueueDeclareOk? answer = null;
        try
        {
            await Question.AskAsync(
                session, async channel => answer = await AskAsync(channel, queue).ConfigureAwait(false), patience, time, background)
                .ConfigureAwait(false);
            return answer!.ConsumerCount == 0 ? EchoOutcome.NoConsumer : EchoOutcome.Sent;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason is { ReplyCode: Constants.NotFound })
        {
            return EchoOutcome.NoQueue;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason is { ReplyCode: Constants.AccessRefused } reason)
        {
            _isRefused = true;
            RabbitLog.EchoRefused(logger, queue, reason.ReplyText);
            return EchoOutcome.NotSent;
        }
    }

    private async Task<QueueDeclareOk> AskAsync(IChannel channel, string queue)
    {
        var properties = new BasicProperties { Type = MessageType, Expiration = MessageLife(patience) };
        await channel.BasicPublishAsync(RabbitNames.DefaultExchange, queue, mandatory: false, properties, default, CancellationToken.None)
            .ConfigureAwait(false);

        // The broker processes a channel in order: once it answers this, it has processed the echo.
        return await channel.QueueDeclarePassiveAsync(queue, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>An echo that nobody takes expires.</summary>
    private static string MessageLife(TimeSpan patience) => FormattableString.Invariant($"{Math.Max(patience.TotalMilliseconds, 1000):0}");
}
