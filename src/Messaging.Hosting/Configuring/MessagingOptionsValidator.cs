using System.Globalization;
using Messaging.Hosting.Running;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Configuring;

/// <summary>Checks the options when the host starts. Each failure names the key, the value and what is right; the URL, which holds a
/// password, is never shown.</summary>
internal sealed class MessagingOptionsValidator(Registrations registrations) : IValidateOptions<MessagingOptions>
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(24);

    public ValidateOptionsResult Validate(string? name, MessagingOptions options)
    {
        var failures = new List<string>();
        var path = registrations.ConfigurationPath;
        CheckUrl(failures, path, options.Url);
        CheckTarget(failures, path, () => new Target { Exchange = options.ControlExchange ?? "" }, nameof(options.ControlExchange));
        CheckTimeout(failures, $"{path}:{nameof(options.ConnectTimeout)}", options.ConnectTimeout);
        CheckTimeout(failures, $"{path}:{nameof(options.CallTimeout)}", options.CallTimeout);
        CheckRange(failures, $"{path}:{nameof(options.MaxMessageSize)}", options.MaxMessageSize, 1024);
        CheckRange(failures, $"{path}:{nameof(options.CastQueueCapacity)}", options.CastQueueCapacity, 1);
        foreach (var server in registrations.Servers)
        {
            CheckServer(failures, $"{path}:{nameof(options.Servers)}:{server.Name}", server, options.Server(server.Name));
        }

        foreach (var client in registrations.Clients)
        {
            CheckClient(failures, $"{path}:{nameof(options.Clients)}:{client}", client, options.Client(client));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckUrl(List<string> failures, string path, string? url)
    {
        var key = $"{path}:{nameof(MessagingOptions.Url)}";
        if (string.IsNullOrWhiteSpace(url))
        {
            failures.Add($"{key} is not set. Write the URL of the broker, such as rabbit://user:password@host:5672/ or memory://name.");
            return;
        }

        try
        {
            TransportUrl.Parse(url);
        }
        catch (InvalidTransportUrlException e)
        {
            failures.Add($"{key} cannot be read. {e.Message}");
        }
    }

    private static void CheckServer(List<string> failures, string path, ServerRegistration server, MessagingServerOptions options)
    {
        CheckTarget(failures, path, () => options.ToTarget(server.Name));
        CheckTimeout(failures, $"{path}:{nameof(options.DrainTimeout)}", options.DrainTimeout);
        CheckRange(failures, $"{path}:{nameof(options.MaxDeliveries)}", options.MaxDeliveries, 1);
        if (options.Prefetch is { } prefetch)
        {
            CheckRange(failures, $"{path}:{nameof(options.Prefetch)}", prefetch, 1, ushort.MaxValue);
        }

        if (options.Concurrency is not { } concurrency)
        {
            return;
        }

        CheckRange(failures, $"{path}:{nameof(options.Concurrency)}", concurrency, 1, 60_000);
        if (server.Dispatch is not null)
        {
            failures.Add(Invariant($"{path}:{nameof(options.Concurrency)} is {concurrency}, ")
                + "but the dispatch policy in code says how many methods run at a time. Remove one of them.");
        }
    }

    private static void CheckClient(List<string> failures, string path, string name, MessagingClientOptions options)
    {
        CheckTarget(failures, path, () => options.ToTarget(name));
        CheckTarget(failures, path, () => new Target { Version = options.VersionCap }, nameof(options.VersionCap));
        if (options.Timeout is { } timeout)
        {
            CheckTimeout(failures, $"{path}:{nameof(options.Timeout)}", timeout);
        }

        if (options.CallMonitorTimeout is { } silence && silence < TimeSpan.FromSeconds(2))
        {
            failures.Add(Invariant($"{path}:{nameof(options.CallMonitorTimeout)} is {silence}. Write at least 00:00:02."));
        }
    }

    private static void CheckTarget(List<string> failures, string path, Func<Target> make, string? key = null)
    {
        try
        {
            make();
        }
        catch (InvalidTargetException e)
        {
            failures.Add($"{path}:{key ?? e.Part} cannot be used. {e.Message}");
        }
    }

    private static void CheckTimeout(List<string> failures, string key, TimeSpan value)
    {
        if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value > LongestTimeout))
        {
            failures.Add(Invariant($"{key} is {value}. Write more than zero and at most 24 days, as hours:minutes:seconds."));
        }
    }

    private static void CheckRange(List<string> failures, string key, int value, int least, int most = int.MaxValue)
    {
        if (value < least || value > most)
        {
            failures.Add(most == int.MaxValue
                ? Invariant($"{key} is {value}. Write at least {least:N0}.")
                : Invariant($"{key} is {value}. Write a number from {least:N0} to {most:N0}."));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
