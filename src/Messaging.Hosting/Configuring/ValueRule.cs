using System.Globalization;

namespace Messaging.Hosting.Configuring;

/// <summary>The form of a value in the configuration, and the sentence that describes it.</summary>
internal sealed record ValueRule(Func<string, bool> Fits, string Right)
{
    public static ValueRule Text { get; } = new(_ => true, "");

    public static ValueRule Number { get; } = new(
        value => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        "Write a whole number.");

    public static ValueRule Flag { get; } = new(value => bool.TryParse(value, out _), "Write true or false.");

    // The platform reads "30" as 30 days, which nobody means.
    public static ValueRule Duration { get; } = new(
        value => value.Contains(':') && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _),
        "Write hours:minutes:seconds, such as 00:00:30 for half a minute.");

    public static ValueRule Acknowledge { get; } = new(
        value => Enum.TryParse<AcknowledgeMode>(value, ignoreCase: true, out var mode) && Enum.IsDefined(mode),
        $"Write {string.Join(", ", Enum.GetNames<AcknowledgeMode>())}.");
}
