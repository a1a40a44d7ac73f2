using Messaging.Drivers;
using Messaging.Drivers.Rabbit;

namespace Messaging.DocsExamples.Checks;

/// <summary>
/// The tables of docs/oslo-options.md are the table of the code. With <c>UPDATE_DOCS=1</c> in the environment they are rewritten from it.
/// </summary>
[Collection("pages")]
public sealed class OsloOptionTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "oslo-options.md");

    [Theory]
    [InlineData("DEFAULT")]
    [InlineData("oslo_messaging_rabbit")]
    [InlineData("oslo_messaging_notifications")]
    public void Every_option_is_on_the_page_and_every_row_of_the_page_is_in_the_code(string name)
    {
        OsloSection[] all = [OsloSection.Default, RabbitSection(), NotifierSection()];
        var lines = File.ReadAllLines(Page);
        var start = Array.IndexOf(lines, "## " + name) + 1;
        var end = Array.FindIndex(lines, start, line => line.StartsWith("## ", StringComparison.Ordinal)) is var next and > 0 ? next : lines.Length;
        string[] table =
        [
            "",
            "| option | older names | value | here |",
            "|---|---|---|---|",
            .. all.Single(section => section.Name == name).Options.Select(Row),
        ];
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            string[] gap = end < lines.Length ? [""] : [];
            File.WriteAllLines(Page, [.. lines[..start], .. table, .. gap, .. lines[end..]]);
            return;
        }

        Assert.Equal(table, lines[start..end].Index().Where(l => l.Index == 0 || l.Item.Length > 0).Select(l => l.Item));
    }

    private static OsloSection RabbitSection()
    {
        var registry = new DriverRegistry();
        RabbitDriver.Register(registry);
        return registry.Find(TransportUrl.Parse("rabbit://")).Oslo!;
    }

    private static OsloSection NotifierSection() =>
        (OsloSection)typeof(Notifier).Assembly.GetType("Messaging.Notifications.Hosting.OsloTable", throwOnError: true)!
            .GetProperty("Section")!.GetValue(null)!;

    private static string Row(OsloOption option)
    {
        var older = string.Join(", ", option.Aliases.Select(alias => $"`{alias}`"));
        var so = option.AlreadySo is { } value ? $" (`{value}` says what is so)" : "";
        var here = option switch
        {
            { Applies: true } => option.Meaning,
            { IsRefused: true } => $"refused unless `{option.AlreadySo}`: {option.Meaning}",
            _ => $"no effect{so}: {option.Meaning}",
        };
        return $"| `{option.Name}` | {older} | {option.Value.Expected} | {here} |".Replace("|  |", "| |", StringComparison.Ordinal);
    }
}
