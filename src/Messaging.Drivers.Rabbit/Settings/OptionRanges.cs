namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>The valid range of each single option.</summary>
internal sealed class OptionRanges
{
    private readonly RabbitOptions _options;
    private readonly List<(string Option, string Failure)> _failures = [];

    private OptionRanges(RabbitOptions options)
    {
        _options = options;
        CheckNumber(nameof(options.PublishChannels), options.PublishChannels, 1, 2047);
        CheckNumber(nameof(options.PrefetchCount), options.PrefetchCount, 0, ushort.MaxValue);
        CheckNumber(nameof(options.MemoryBudget), options.MemoryBudget, 1);
        CheckNumber(nameof(options.MaxCompressionRatio), options.MaxCompressionRatio, 1);
        CheckNumber("Queues.QuorumDeliveryLimit", options.Queues.QuorumDeliveryLimit, 0);
        CheckNumber("Queues.QuorumMaxMemoryLength", options.Queues.QuorumMaxMemoryLength, 0);
        CheckNumber("Queues.QuorumMaxMemoryBytes", options.Queues.QuorumMaxMemoryBytes, 0);
        CheckNumber("DeadLetters.MaxLength", options.DeadLetters.MaxLength, 0);
        CheckNumber("DeadLetters.MaxBytes", options.DeadLetters.MaxBytes, 0);
        CheckTime(nameof(options.Heartbeat), options.Heartbeat, longest: TimeSpan.FromSeconds(ushort.MaxValue));
        CheckTime("Queues.TransientTtl", options.Queues.TransientTtl, longest: TimeSpan.FromDays(24));
        CheckRecovery(options.Recovery);
        CheckChoice(nameof(options.Login), options.Login);
        CheckChoice("Recovery.FailoverStrategy", options.Recovery.FailoverStrategy);
    }

    /// <summary>Every failure, each a sentence that names the option.</summary>
    public static IEnumerable<string> Find(RabbitOptions options) => new OptionRanges(options)._failures.Select(failure => failure.Failure);

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the first such option is named.</exception>
    public static void Check(RabbitOptions options)
    {
        if (new OptionRanges(options)._failures is [var (option, failure), ..])
        {
            throw new ArgumentOutOfRangeException(option, failure);
        }
    }

    private void CheckRecovery(RabbitRecoveryOptions recovery)
    {
        CheckTime("Recovery.HostTimeout", recovery.HostTimeout, mayBeZero: false);
        CheckTime("Recovery.ReconnectDelay", recovery.ReconnectDelay, mayBeZero: false);
        if (recovery.MaxReconnectDelay < recovery.ReconnectDelay)
        {
            Add(
                "Recovery.MaxReconnectDelay",
                FormattableString.Invariant($"{recovery.MaxReconnectDelay}, less than the first wait, {recovery.ReconnectDelay}")
                    + $" ({_options.NameOf("Recovery.ReconnectDelay")}). Make it at least as long.");
        }

        CheckTime("Recovery.WatchInterval", recovery.WatchInterval, longest: TimeSpan.FromDays(1));
        CheckTime("Recovery.ConsumerTimeout", recovery.ConsumerTimeout);
        CheckTime("Recovery.MissingCallerTimeout", recovery.MissingCallerTimeout);
        CheckTime("Recovery.CloseTimeout", recovery.CloseTimeout, mayBeZero: false);
    }

    private void CheckNumber(string option, long value, long least, long most = long.MaxValue)
    {
        if (value < least || value > most)
        {
            Add(option, most == long.MaxValue
                ? FormattableString.Invariant($"{value}. Write at least {least:N0}.")
                : FormattableString.Invariant($"{value}. Write a number from {least:N0} to {most:N0}."));
        }
    }

    private void CheckTime(string option, TimeSpan value, TimeSpan? longest = null, bool mayBeZero = true)
    {
        if (value < TimeSpan.Zero || (value == TimeSpan.Zero && !mayBeZero) || value > longest)
        {
            var most = longest is null ? "" : FormattableString.Invariant($" and at most {longest}");
            Add(option, FormattableString.Invariant($"{value}. Write {(mayBeZero ? "zero or more" : "more than zero")}{most}."));
        }
    }

    private void CheckChoice<T>(string option, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            Add(option, $"{value}. Write {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }

    private void Add(string option, string what) => _failures.Add((option, $"{_options.NameOf(option)} is {what}"));
}
