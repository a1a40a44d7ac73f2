using Amqp;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>Attaches a link again that the broker closed, as some brokers do with links that were idle for a while.</summary>
/// <param name="settings">The timeout of an attempt, and the waits between attempts.</param>
/// <param name="time">The clock.</param>
internal sealed class LinkRecovery(Amqp1Settings settings, TimeProvider time)
{
    /// <summary>Tries until the link is attached, or its session or connection is lost.</summary>
    /// <param name="attach">Attaches the link.</param>
    /// <param name="ended">Completes when the session or connection is lost.</param>
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
                // Try again after a while.
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(Task.Delay(backoff.Next(), time, waiting.Token), ended).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
        }
    }
}
