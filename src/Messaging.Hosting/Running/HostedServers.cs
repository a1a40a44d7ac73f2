using Messaging.Hosting.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Hosting.Running;

/// <summary>The servers of the application, and what other packages add: created, connected and started when the host starts, drained when
/// it stops.</summary>
/// <remarks>It depends on the transport, so the services dispose it before the transport, even when the host's start failed
/// halfway.</remarks>
internal sealed class HostedServers(IServiceProvider services, Registrations registrations) : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly Transport _transport = registrations.TransportOf(services);
    private readonly MessagingOptions _options = registrations.OptionsOf(services);
    private readonly TimeProvider _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
    private readonly ILogger _logger =
        (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Messaging.Hosting");
    private readonly CancellationTokenSource _stopping = new();
    private IReadOnlyList<HostedServer> _servers = [];
    private Task _following = Task.CompletedTask;

    /// <summary>The names of the servers that do not serve yet.</summary>
    public IReadOnlyList<string> Waiting => [.. _servers.Where(server => !server.Serves).Select(server => server.Name)];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Endpoints first: their errors do not depend on the broker.
        _servers =
        [
            .. registrations.Servers.Select(Create),
            .. registrations.Features.SelectMany(feature => feature.Create(services, _transport, _options)),
        ];

        try
        {
            await ConnectAndServeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MessagingException e) when (_options.StartWithoutBroker && IsOfBroker(e))
        {
            HostingLog.StartedWithoutBroker(_logger, RetryDelay.TotalSeconds, e.Message);
            _following = FollowAsync(_stopping.Token);
        }
        catch
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Drains all servers at the same time. The token ends the wait for running methods, which are then cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        await Task.WhenAll(_servers.Select(server => server.StopAsync(cancellationToken))).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private HostedServer Create(ServerRegistration registration)
    {
        var server = registration.Create(services, _transport, _options);
        return new HostedServer(registration.Name, server.StartAsync, server.StopAsync);
    }

    private async Task ConnectAndServeAsync(CancellationToken cancellationToken)
    {
        await _transport.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(_servers.Select(server => server.StartAsync(cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Retries until the broker accepts the connection. Any error that is not the broker's stops the application, as a failed
    /// start would have.</summary>
    private async Task FollowAsync(CancellationToken stopping)
    {
        try
        {
            while (!await TryAgainAsync(stopping).ConfigureAwait(false))
            {
            }

            HostingLog.ServesAtLast(_logger);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            HostingLog.CannotServe(_logger, e);
            services.GetService<IHostApplicationLifetime>()?.StopApplication();
        }
    }

    private async Task<bool> TryAgainAsync(CancellationToken stopping)
    {
        await Task.Delay(RetryDelay, _time, stopping).ConfigureAwait(false);
        try
        {
            await ConnectAndServeAsync(stopping).ConfigureAwait(false);
            return true;
        }
        catch (MessagingException e) when (IsOfBroker(e))
        {
            HostingLog.StillWithoutBroker(_logger, RetryDelay.TotalSeconds, e.Message);
            return false;
        }
    }

    private static bool IsOfBroker(MessagingException error) =>
        error is ConnectionFailedException or ConnectionLostException or DeliveryException;
}
