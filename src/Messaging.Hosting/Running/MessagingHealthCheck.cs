using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging.Hosting.Running;

/// <summary>Healthy when the transport is connected, or connects within a short time, and every server of the application serves.</summary>
internal sealed class MessagingHealthCheck(Transport transport, HostedServers servers, TimeProvider time, TimeSpan timeout) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var tooLong = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, cancellationToken);
        try
        {
            await transport.ConnectAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus,
                FormattableString.Invariant($"No connection to {transport.Url} within {timeout.TotalSeconds:0.###} s."));
        }
        catch (Exception e) when (e is MessagingException or ObjectDisposedException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message, e);
        }

        return servers.Waiting is { Count: > 0 } waiting
            ? new HealthCheckResult(
                context.Registration.FailureStatus, $"Connected to {transport.Url}, but not serving yet: {string.Join(", ", waiting)}.")
            : HealthCheckResult.Healthy($"Connected to {transport.Url}.");
    }
}
