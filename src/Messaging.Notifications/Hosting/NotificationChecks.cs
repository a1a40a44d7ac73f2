using Messaging.Hosting;
using Messaging.Hosting.Configuring;
using Microsoft.Extensions.Configuration;

namespace Messaging.Notifications.Hosting;

/// <summary>Checks the settings of the notifier and of notification listeners: their keys before they are bound, their values when the host
/// starts.</summary>
internal static class NotificationChecks
{
    /// <summary>The section of the notifier.</summary>
    public static void CheckKeys(List<string> failures, IConfigurationSection section, bool hasNotifier)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            failures.Add($"{section.Path} is '{section.Value}', but it holds the settings of AddNotifier.");
        }
        else if (!hasNotifier && section.GetChildren().Any())
        {
            failures.Add($"{section.Path} has settings for a notifier, but no AddNotifier was called.");
        }

        foreach (var child in section.GetChildren())
        {
            KeyChecks.CheckKey(failures, child, NotificationKeys.Notifier);
        }
    }

    public static void CheckNotifier(List<string> failures, string path, MessagingNotifierOptions options, bool readsRouting)
    {
        CheckTopics(failures, path, options.Topics, options.Exchange);
        if (!NotificationKeys.Drivers.Fits(options.Drivers))
        {
            failures.Add($"{path}:{nameof(options.Drivers)} is '{options.Drivers}'. {NotificationKeys.Drivers.Right}");
        }

        if (options.RoutingFile is { } file && !readsRouting)
        {
            failures.Add($"{path}:{nameof(options.RoutingFile)} is '{file}', but nothing that reads it was added. "
                + "For YAML reference the package Messaging.Notifications.Yaml and call AddYamlRouting() on what AddMessaging returned.");
        }

        if (options.Timeout is { } timeout)
        {
            OptionChecks.CheckTimeout(failures, $"{path}:{nameof(options.Timeout)}", timeout);
        }
    }

    public static void CheckListener(List<string> failures, string path, string name, MessagingListenerOptions options)
    {
        CheckTopics(failures, path, options.Topics ?? name, options.Exchange);
        OptionChecks.CheckTarget(failures, path, () => new Target { Exchange = options.Pool }, nameof(options.Pool));
        OptionChecks.CheckRange(failures, $"{path}:{nameof(options.BatchSize)}", options.BatchSize, 1, 30_000);
        OptionChecks.CheckRange(failures, $"{path}:{nameof(options.Concurrency)}", options.Concurrency, 1, 60_000);
        OptionChecks.CheckTimeout(failures, $"{path}:{nameof(options.BatchTimeout)}", options.BatchTimeout);
        OptionChecks.CheckTimeout(failures, $"{path}:{nameof(options.DrainTimeout)}", options.DrainTimeout);
        if (options.Prefetch is { } prefetch)
        {
            OptionChecks.CheckRange(failures, $"{path}:{nameof(options.Prefetch)}", prefetch, options.BatchSize, ushort.MaxValue);
        }
    }

    private static void CheckTopics(List<string> failures, string path, string topics, string? exchange)
    {
        OptionChecks.CheckTarget(failures, path, () => new Target { Exchange = exchange });
        var names = CommaList.Split(topics);
        if (names.Length == 0)
        {
            failures.Add($"{path}:{nameof(MessagingNotifierOptions.Topics)} names no topic. Write one, or several separated by commas.");
        }

        foreach (var name in names)
        {
            OptionChecks.CheckTarget(failures, path, () => new Target { Topic = name }, nameof(MessagingNotifierOptions.Topics));
        }
    }
}
