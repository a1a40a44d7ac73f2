namespace Messaging.Hosting.Configuring;

/// <summary>Checks the settings of the notifier and of notification listeners when the host starts.</summary>
internal static class NotificationChecks
{
    public static void CheckNotifier(List<string> failures, string path, MessagingNotifierOptions options)
    {
        CheckTopics(failures, path, options.Topics, options.Exchange);
        if (!ValueRule.NotifierDrivers.Fits(options.Drivers))
        {
            failures.Add($"{path}:{nameof(options.Drivers)} is '{options.Drivers}'. {ValueRule.NotifierDrivers.Right}");
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
            failures.Add($"{path}:{nameof(MessagingNotifierOptions.Topics)} names no topic. Write one, or several with commas between.");
        }

        foreach (var name in names)
        {
            OptionChecks.CheckTarget(failures, path, () => new Target { Topic = name }, nameof(MessagingNotifierOptions.Topics));
        }
    }
}
