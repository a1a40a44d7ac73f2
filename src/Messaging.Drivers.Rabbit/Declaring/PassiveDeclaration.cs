using Messaging.Drivers.Rabbit.Verdicts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>Asks the broker whether an exchange or queue exists. "No" closes the channel, so the declarations' channel is used.</summary>
internal sealed class PassiveDeclaration(TopologyChannel channel)
{
    /// <exception cref="OperationInterruptedException">It exists, but cannot be reached now.</exception>
    public Task<Presence> ExchangeAsync(string name, CancellationToken cancellationToken) =>
        AskAsync(asked => asked.ExchangeDeclarePassiveAsync(name, CancellationToken.None), cancellationToken);

    /// <exception cref="OperationInterruptedException">It exists, but cannot be reached now.</exception>
    public async Task<QueueReport> QueueAsync(string name, CancellationToken cancellationToken)
    {
        QueueDeclareOk? queue = null;
        var presence = await AskAsync(
            async asked => queue = await asked.QueueDeclarePassiveAsync(name, CancellationToken.None).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return queue is null ? new QueueReport(presence) : new QueueReport(presence, queue.ConsumerCount, queue.MessageCount);
    }

    private async Task<Presence> AskAsync(Func<IChannel, Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await channel.AskAsync(ask, cancellationToken).ConfigureAwait(false);
            return Presence.There;
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsMissing(e))
        {
            return Presence.Missing;
        }
        catch (OperationInterruptedException e) when (DeclareVerdict.IsForbidden(e))
        {
            return Presence.Unknown;
        }
    }
}
