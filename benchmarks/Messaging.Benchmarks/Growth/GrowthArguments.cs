using System.Globalization;

namespace Messaging.Benchmarks.Growth;

/// <summary>What stands behind <c>--growth</c> on the command line.</summary>
/// <param name="Studies">The studies that were asked for; none for all.</param>
/// <param name="Most">The largest number, if one was given.</param>
/// <param name="JsonFile">A file for the points.</param>
internal sealed record GrowthArguments(IReadOnlyList<string> Studies, long? Most, string? JsonFile)
{
    public const string Option = "--growth";

    /// <exception cref="ArgumentException">An option is unknown or its value cannot be read; the message names it.</exception>
    public static GrowthArguments Parse(IReadOnlyList<string> words)
    {
        var result = new GrowthArguments([], null, null);
        for (var i = 0; i < words.Count; i++)
        {
            var option = words[i];
            string Value() => ++i < words.Count ? words[i] : throw new ArgumentException($"{option} needs a value. See --help.");
            result = option switch
            {
                Option => result,
                "--most" => result with { Most = Number(Value()) },
                "--json" => result with { JsonFile = Value() },
                _ when option.StartsWith('-') => throw new ArgumentException($"'{option}' is no option of {Option}. See --help."),
                _ => result with { Studies = option.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
            };
        }

        return result;
    }

    private static long Number(string value) =>
        long.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"--most takes whole numbers from 1, not '{value}'.");
}
