using Messaging;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks for messaging.</summary>
public static class MessagingHealthChecksBuilderExtensions
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DefaultOutage = TimeSpan.FromSeconds(30);

    /// <summary>Adds a check that is healthy when the transport is connected, or connects within a short time, and every server is serving;
    /// degraded while the broker accepts no messages (an alarm of its memory or disk), and at the beginning of an outage.</summary>
    /// <param name="builder">The builder that AddHealthChecks returned.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What the check reports when it fails; null for unhealthy.</param>
    /// <param name="tags">Tags to choose checks by, or null.</param>
    /// <param name="timeout">How long a connection may take; null for 5 seconds.</param>
    /// <param name="degradedFor">How long a lost connection leaves the check degraded, before it fails; null for 30 seconds, zero for not
    /// at all. A connection that was never open, or that the broker refuses, fails it at once.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The check fails with <see cref="InvalidOperationException"/> when AddMessaging was not called.</remarks>
    public static IHealthChecksBuilder AddMessaging(
        this IHealthChecksBuilder builder,
        string name = "messaging",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null,
        TimeSpan? degradedFor = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, services => Create(services, timeout ?? DefaultTimeout, degradedFor ?? DefaultOutage), failureStatus, tags));
    }

    /// <summary>Adds the same check for a transport with a key.</summary>
    /// <param name="builder">The builder that AddHealthChecks returned.</param>
    /// <param name="key">The key of the transport.</param>
    /// <param name="name">The name of the check; null for <c>messaging-KEY</c>.</param>
    /// <param name="failureStatus">What the check reports when it fails; null for unhealthy.</param>
    /// <param name="tags">Tags to choose checks by, or null.</param>
    /// <param name="timeout">How long a connection may take; null for 5 seconds.</param>
    /// <param name="degradedFor">How long a lost connection leaves the check degraded, before it fails; null for 30 seconds, zero for not
    /// at all.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    /// <remarks>The check fails with <see cref="InvalidOperationException"/> when AddKeyedMessaging was not called with the key.</remarks>
    public static IHealthChecksBuilder AddKeyedMessaging(
        this IHealthChecksBuilder builder,
        string key,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null,
        TimeSpan? degradedFor = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return builder.Add(new HealthCheckRegistration(
            name ?? $"messaging-{key}",
            services => Create(services, timeout ?? DefaultTimeout, degradedFor ?? DefaultOutage, key), failureStatus, tags));
    }

    private static MessagingHealthCheck Create(IServiceProvider services, TimeSpan timeout, TimeSpan degradedFor, string? key = null)
    {
        var registrations = key is null ? services.GetService<Registrations>() : services.GetKeyedService<Registrations>(key);
        if (registrations is null)
        {
            throw new InvalidOperationException(key is null
                ? "The health of messaging cannot be checked: messaging was not added. Call services.AddMessaging(...)."
                : $"The health of messaging cannot be checked: no transport '{key}' was added. "
                    + $"Call services.AddKeyedMessaging(\"{key}\", ...).");
        }

        return new MessagingHealthCheck(
            registrations.TransportOf(services),
            registrations.ServersOf(services),
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            timeout,
            degradedFor);
    }
}
