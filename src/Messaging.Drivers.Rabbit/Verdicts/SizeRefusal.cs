using System.Globalization;
using System.Text.RegularExpressions;

namespace Messaging.Drivers.Rabbit.Verdicts;

/// <summary>
/// The broker's refusal of a message larger than its max_message_size: 16 MiB on RabbitMQ 4, 128 MiB before, or the operator's value.
/// </summary>
/// <param name="Size">The size of the message, in bytes.</param>
/// <param name="Limit">The largest size that the broker accepts, in bytes.</param>
internal readonly partial record struct SizeRefusal(long Size, long Limit)
{
    /// <summary>Reads the text with which the broker closes a channel; null when it is not about size.</summary>
    public static SizeRefusal? Read(string replyText) =>
        Words().Match(replyText) is { Success: true } match
        && long.TryParse(match.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && long.TryParse(match.Groups["limit"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? new SizeRefusal(size, limit)
            : null;

    /// <summary>The error of a message that is too large.</summary>
    /// <param name="what">The message, in words that begin a sentence.</param>
    public MessageTooLargeException ToException(string what) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what} has {Size:N0} bytes, and the broker accepts no more than {Limit:N0}. Send less at a time, or raise max_message_size "
                + $"in the broker's configuration."),
        Size, Limit);

    [GeneratedRegex(@"message size (?<size>\d+)\b.* max size (?<limit>\d+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
