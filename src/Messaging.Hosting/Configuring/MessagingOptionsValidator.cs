using System.Globalization;
using Messaging.Drivers;
using Messaging.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Configuring;

/// <summary>Checks the options when the host starts. Each failure names the key, the value and what is right; the URL, which holds a
/// password, is never shown.</summary>
internal sealed class MessagingOptionsValidator(Registrations registrations, DriverSections drivers, IServiceProvider services)
    : IValidateOptions<MessagingOptions>
{
    public ValidateOptionsResult Validate(string? name, MessagingOptions options)
    {
        if (name != registrations.OptionsName)
        {
            return ValidateOptionsResult.Skip;
        }

        var failures = new List<string>(options.Unreadable);
        Check(failures, registrations.ConfigurationPath, options);
        failures.AddRange(drivers.Check(services, registrations));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private void Check(List<string> failures, string path, MessagingOptions options)
    {
        UrlChecks.Check(failures, path, options, [.. drivers.All.Select(driver => driver.Oslo).OfType<OsloSection>()]);
        OptionChecks.CheckTarget(
            failures, path, () => new Target { Exchange = options.ControlExchange ?? "" }, nameof(options.ControlExchange));
        OptionChecks.CheckTimeout(failures, $"{path}:{nameof(options.ConnectTimeout)}", options.ConnectTimeout);
        OptionChecks.CheckTimeout(failures, $"{path}:{nameof(options.CallTimeout)}", options.CallTimeout);
        OptionChecks.CheckRange(failures, $"{path}:{nameof(options.ServerConcurrency)}", options.ServerConcurrency, 1, 60_000);
        OptionChecks.CheckRange(failures, $"{path}:{nameof(options.MaxMessageSize)}", options.MaxMessageSize, 1024);
        OptionChecks.CheckRange(failures, $"{path}:{nameof(options.CastQueueCapacity)}", options.CastQueueCapacity, 1);
        foreach (var server in registrations.Servers)
        {
            CheckServer(failures, $"{path}:{nameof(options.Servers)}:{server.Name}", server, options.Server(server.Name));
        }

        foreach (var client in registrations.Clients)
        {
            CheckClient(failures, $"{path}:{nameof(options.Clients)}:{client}", client, options.Client(client));
        }

        foreach (var feature in registrations.Features)
        {
            feature.Validate(failures, path, options);
        }
    }

    private static void CheckServer(List<string> failures, string path, ServerRegistration server, MessagingServerOptions options)
    {
        OptionChecks.CheckTarget(failures, path, () => new Target
        {
            Topic = options.Topics is null ? options.Topic ?? server.Name : null, Server = options.Server, Exchange = options.Exchange,
        });
        CheckTopics(failures, path, options);
        OptionChecks.CheckTimeout(failures, $"{path}:{nameof(options.DrainTimeout)}", options.DrainTimeout);
        OptionChecks.CheckRange(failures, $"{path}:{nameof(options.MaxDeliveries)}", options.MaxDeliveries, 1);
        if (options.Prefetch is { } prefetch)
        {
            OptionChecks.CheckRange(failures, $"{path}:{nameof(options.Prefetch)}", prefetch, 1, ushort.MaxValue);
        }

        if (options.MaxWaitingCalls is { } waiting)
        {
            OptionChecks.CheckRange(failures, $"{path}:{nameof(options.MaxWaitingCalls)}", waiting, 0, 5_000);
        }

        if (options.Concurrency is not { } concurrency)
        {
            return;
        }

        OptionChecks.CheckRange(failures, $"{path}:{nameof(options.Concurrency)}", concurrency, 1, 60_000);
        if (server.Dispatch is not null)
        {
            failures.Add(Invariant($"{path}:{nameof(options.Concurrency)} is {concurrency}, ")
                + "but the dispatch policy in code says how many methods run at a time. Remove one of them.");
        }
    }

    private static void CheckTopics(List<string> failures, string path, MessagingServerOptions options)
    {
        if (options.Topics is null)
        {
            return;
        }

        var topics = CommaList.Split(options.Topics);
        if (topics.Length == 0)
        {
            failures.Add($"{path}:{nameof(options.Topics)} is empty. Write topics, separated by commas.");
        }
        else if (topics.Distinct(StringComparer.Ordinal).Count() < topics.Length)
        {
            failures.Add($"{path}:{nameof(options.Topics)} is '{options.Topics}', which has a topic twice. Write each once.");
        }

        foreach (var name in topics.Distinct(StringComparer.Ordinal))
        {
            OptionChecks.CheckTarget(failures, path, () => new Target { Topic = name }, nameof(options.Topics));
        }

        if (options.Topic is { } topic)
        {
            failures.Add(
                $"{path}:{nameof(options.Topic)} is '{topic}', but {nameof(options.Topics)} stand in its place. Remove one of them.");
        }
    }

    private static void CheckClient(List<string> failures, string path, string name, MessagingClientOptions options)
    {
        OptionChecks.CheckTarget(failures, path, () => options.ToTarget(name));
        OptionChecks.CheckTarget(failures, path, () => new Target { Version = options.VersionCap }, nameof(options.VersionCap));
        if (options.Timeout is { } timeout)
        {
            OptionChecks.CheckTimeout(failures, $"{path}:{nameof(options.Timeout)}", timeout);
        }

        if (options.CallMonitorTimeout is { } silence && silence < TimeSpan.FromSeconds(2))
        {
            failures.Add(Invariant($"{path}:{nameof(options.CallMonitorTimeout)} is {silence}. Write at least 00:00:02."));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
