using System.Text.RegularExpressions;
using Messaging.Drivers.Rabbit;

namespace Messaging.DocsExamples.Checks;

/// <summary>The tables of docs/drivers/rabbit.md have every option of the driver, in its group.</summary>
public sealed partial class RabbitOptionTests
{
    [Fact]
    public void Every_option_has_a_row_and_every_row_is_an_option()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "drivers", "rabbit.md"));
        var section = page.Split("\n## ").Single(part => part.StartsWith("Options\n", StringComparison.Ordinal));

        var rows = OptionRow().Matches(section).Select(match => match.Groups["option"].Value).Where(option => option != nameof(RabbitOptions));

        Assert.Equal(OptionsOf(typeof(RabbitOptions), "").Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> OptionsOf(Type type, string group) => type.GetProperties().SelectMany(property =>
        property.SetMethod is null ? OptionsOf(property.PropertyType, $"{property.Name}.") : [group + property.Name]);

    [GeneratedRegex(@"^\| `(?<option>[\w.]+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex OptionRow();
}
