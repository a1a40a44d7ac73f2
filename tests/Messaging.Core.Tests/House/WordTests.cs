using System.Text.RegularExpressions;

namespace Messaging.Core.Tests.House;

/// <summary>Nothing in the repository speaks of the machine that it was written on.</summary>
public sealed partial class WordTests
{
    private static readonly string[] Texts =
        [".cs", ".csproj", ".props", ".targets", ".md", ".sh", ".py", ".json", ".yml", ".yaml", ".txt", ".sln", ".editorconfig", ".xml"];

    [Fact]
    public void No_file_holds_a_path_of_a_machine()
    {
        var found = new List<string>();
        foreach (var file in Sources.Walk(Sources.Root)
            .Where(file => Texts.Contains(Path.GetExtension(file)) && Path.GetFileName(file) != "WordTests.cs"))
        {
            foreach (Match match in MachinePath().Matches(File.ReadAllText(file)))
            {
                found.Add($"{Sources.Relative(file)}: {match.Value}");
            }
        }

        Assert.Empty(found);
    }

    [GeneratedRegex(@"(?<![\w.])/(work|home|root|Users)/\w+|[A-Z]:\\(Users|work)\\", RegexOptions.ExplicitCapture)]
    private static partial Regex MachinePath();
}
