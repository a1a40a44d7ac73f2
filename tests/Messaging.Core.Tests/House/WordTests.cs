using System.Text.RegularExpressions;

namespace Messaging.Core.Tests.House;

/// <summary>Nothing in the repository speaks of the machine that it was written on, and texts use the words of the trade.</summary>
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

    [Theory]
    [InlineData(@"\banew\b", "again, or recreated")]
    [InlineData("by chance", "at random, or jitter")]
    [InlineData("signs? of life", "keep-alive")]
    [InlineData(@"\bbears\b", "tolerates, or accepts")]
    [InlineData("broker's word", "confirm")]
    public void A_word_that_others_do_not_use_gives_way_to_one_that_they_do(string word, string better)
    {
        var pages = Sources.Walk(Path.Combine(Sources.Root, "docs")).Where(file => Path.GetExtension(file) == ".md");
        var found = Sources.Files.Concat(pages)
            .Where(file => Regex.IsMatch(File.ReadAllText(file), word))
            .Select(file => $"{Sources.Relative(file)}: {better}");

        Assert.Empty(found);
    }

    [GeneratedRegex(@"(?<![\w.])/(work|home|root|Users)/\w+|[A-Z]:\\(Users|work)\\", RegexOptions.ExplicitCapture)]
    private static partial Regex MachinePath();
}
