using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging.Hosting.Running;

/// <summary>
/// Healthy when the transport is connected, or connects within a short time, and every server of the application is serving. Degraded while
/// the broker accepts no messages, and at the beginning of an outage.
/// </summary>
internal sealed class MessagingHealthCheck(
    Transport transport, HostedServers servers, TimeProvider time, TimeSpan timeout, TimeSpan degradedFor) : IHealthCheck
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
            return Down(
                context, FormattableString.Invariant($"No connection to {transport.Url} within {timeout.TotalSeconds:0.###} s."), null);
        }
        catch (Exception e) when (e is MessagingException or ObjectDisposedException)
        {
            return Down(context, e.Message, e);
        }

        var connections = transport.Connections;
        if (servers.Waiting is { Count: > 0 } waiting)
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus, $"Connected to {transport.Url}, but not serving yet: {string.Join(", ", waiting)}.",
                exception: null, Describe(connections));
        }

        return connections.FirstOrDefault(connection => connection.Status == ConnectionStatus.Blocked) is { } blocked
            ? HealthCheckResult.Degraded(
                $"The broker at {blocked.Host} takes no messages: {blocked.Error}.", exception: null, Describe(connections))
            : HealthCheckResult.Healthy($"Connected to {transport.Url}.", Describe(connections));
    }

    private HealthCheckResult Down(HealthCheckContext context, string description, Exception? error)
    {
        var connections = transport.Connections;
        var isBrief = connections.Count > 0 && connections.All(IsUpOrWasJustNow);
        return new HealthCheckResult(
            isBrief ? HealthStatus.Degraded : context.Registration.FailureStatus, description, error, Describe(connections));
    }

    private bool IsUpOrWasJustNow(ConnectionState connection) => connection.Status switch
    {
        ConnectionStatus.Open or ConnectionStatus.Blocked => true,
        ConnectionStatus.Connecting or ConnectionStatus.Unreachable =>
            connection.LastOpen is { } last && time.GetUtcNow() - last < degradedFor,
        _ => false,
    };

    private static Dictionary<string, object> Describe(IReadOnlyList<ConnectionState> connections) => connections.ToDictionary(
        connection => connection.Name,
        object (connection) => FormattableString.Invariant($"{connection.Status} since {connection.Since:O}")
            + (connection.Host is { } host ? $" ({host})" : "")
            + (connection.Error is { } error ? $": {error}" : ""));
}
