using Messaging.Drivers.Rabbit.Connecting.Securing;
using Messaging.Drivers.Rabbit.Diagnostics;
using Messaging.Drivers.Rabbit.Settings;
using RabbitMQ.Client;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>
/// Gives an open connection new credentials before the old ones expire. Where the connection cannot be updated, it is reopened.
/// </summary>
internal sealed class CredentialRenewal(CredentialSource source, BrokerSession session, IConnection connection, RabbitRuntime runtime)
{
    private const double Due = 0.8;

    // A provider that reports the remaining time of a token would be called more and more often.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new(runtime.Settings.ReconnectDelay, runtime.Settings.MaxReconnectDelay);

    /// <summary>Runs until the connection is lost, or its credentials do not expire. Never fails.</summary>
    public async Task RunAsync()
    {
        var now = session.Host;
        while (now.ValidFor is { } validFor)
        {
            var due = validFor * Due;
            if (await IsLostWithinAsync(due > Shortest ? due : Shortest).ConfigureAwait(false)
                || await RenewAsync(now).ConfigureAwait(false) is not { } fresh)
            {
                return;
            }

            now = fresh;
        }
    }

    /// <returns>The host with its new credentials; null when the connection is lost or given up.</returns>
    private async Task<BrokerHost?> RenewAsync(BrokerHost now)
    {
        while (true)
        {
            using var lost = new CancellationTokenSource();
            var asking = source.AskAsync(now, lost.Token);
            if (await Task.WhenAny(asking, session.Lost).ConfigureAwait(false) != asking)
            {
                await lost.CancelAsync().ConfigureAwait(false);
            }

            try
            {
                var fresh = await asking.ConfigureAwait(false);
                return await TellAsync(now, fresh).ConfigureAwait(false) ? fresh : null;
            }
            catch (OperationCanceledException) when (lost.IsCancellationRequested)
            {
                return null;
            }
            catch (ConnectionFailedException e)
            {
                var delay = _backoff.Next();
                RabbitLog.CredentialsNotRenewed(runtime.Logger, session.Host.ToString(), e.Message, delay);
                if (await IsLostWithinAsync(delay).ConfigureAwait(false))
                {
                    return null;
                }
            }
        }
    }

    private async Task<bool> TellAsync(BrokerHost now, BrokerHost fresh)
    {
        _backoff.Reset();
        if (fresh.User != now.User)
        {
            session.Cut("its user changed; a connection keeps the user that it was opened with");
            return false;
        }

        if (fresh.Password == now.Password)
        {
            return true;
        }

        try
        {
            // A broker that refuses new credentials sends no answer at all.
            using var limit = new CancellationTokenSource(runtime.Settings.HostTimeout, runtime.Time);
            await connection.UpdateSecretAsync(fresh.Password, "renewed", limit.Token).ConfigureAwait(false);
            RabbitLog.CredentialsRenewed(runtime.Logger, session.Host.ToString());
            return true;
        }
        catch (Exception) when (session.Lost.IsCompleted)
        {
            return false;
        }
        catch (Exception)
        {
            session.Cut("the broker did not accept its new credentials");
            return false;
        }
    }

    private async Task<bool> IsLostWithinAsync(TimeSpan wait)
    {
        try
        {
            await session.Lost.WaitAsync(wait, runtime.Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
