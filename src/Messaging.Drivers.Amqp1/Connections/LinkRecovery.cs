using Amqp;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>Reattaches a link that the broker closed, as some brokers do when nothing has come through it for a while.</summary>
/// <param name="settings">How long to wait for an answer, and between attempts.</param>
/// <param name="time">The clock.</param>
internal sealed class LinkRecovery(Amqp1Settings settings, TimeProvider time)
{
    /// <summary>Tries until the link is attached, or its session or connection is lost.</summary>
    /// <param name="attach">Attaches the link.</param>
    /// <param name="ended">Completes when its session or connection is lost.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public async Task RunAsync(Func<CancellationToken, Task> attach, Task ended, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(settings.ReconnectDelay, settings.MaxReconnectDelay);
        while (!ended.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(settings.ConnectTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                await attach(both.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (e is AmqpException or DeliveryException or OperationCanceledException)
            {
                // Tried again after a pause.
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(Task.Delay(backoff.Next(), time, waiting.Token), ended).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
        }
    }
}
