using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Connecting.Securing;

/// <summary>The credentials for a host: those of the user's provider, else those of the URL.</summary>
internal sealed class CredentialSource(RabbitSettings settings, TimeProvider time, BackgroundWork background)
{
    /// <summary>Whether there is a provider, which may return different credentials the next time.</summary>
    public bool MayChange => settings.Credentials is not null;

    /// <summary>Asks for the credentials of one attempt to connect.</summary>
    /// <param name="host">The host, with the credentials of the URL.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The host with the credentials to use.</returns>
    /// <exception cref="ConnectionFailedException">The provider failed, returned nothing, or took too long.</exception>
    public async Task<BrokerHost> AskAsync(BrokerHost host, CancellationToken cancellationToken)
    {
        if (settings.Credentials is not { } provider)
        {
            return host;
        }

        using var limit = new CancellationTokenSource(settings.HostTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var token = both.Token;

        // On another thread: a provider that blocks must not block the connection.
        var asking = Task.Run(() => provider(token).AsTask(), CancellationToken.None);
        RabbitCredentials? credentials;
        try
        {
            credentials = await asking.WaitAsync(token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (!asking.IsCompleted)
            {
                background.Add(IgnoreAsync(asking));
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw Failed(
                host,
                limit.IsCancellationRequested
                    ? FormattableString.Invariant(
                        $"did not answer within {settings.HostTimeout.TotalSeconds:0.###} s (RabbitOptions.Recovery.HostTimeout).")
                    : $"failed ({e.GetType().Name}): {e.Message}",
                e);
        }

        return host.As(credentials ?? throw Failed(host, "returned null. It must return credentials or throw.", null));
    }

    private static ConnectionFailedException Failed(BrokerHost host, string how, Exception? error) => new(
        $"There are no credentials for RabbitMQ at {host}: the provider in "
            + $"{nameof(RabbitOptions)}.{nameof(RabbitOptions.Credentials)} {how}",
        isTransient: true,
        error);

    private static async Task IgnoreAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
