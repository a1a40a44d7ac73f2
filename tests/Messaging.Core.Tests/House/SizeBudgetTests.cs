using System.Text.RegularExpressions;

namespace Messaging.Core.Tests.House;

/// <summary>Files stay small, hold one type each, and do not crowd their folders.</summary>
public sealed partial class SizeBudgetTests
{
    [Fact]
    public void Half_of_the_files_have_at_most_sixty_lines_and_all_but_a_few_at_most_two_hundred()
    {
        var lengths = Sources.Files.Select(Length).Order().ToArray();
        var long200 = Sources.Files.Where(file => Length(file) > 200).Select(Sources.Relative).ToArray();

        Assert.True(lengths[lengths.Length / 2] <= 60, $"The median is {lengths[lengths.Length / 2]} lines.");
        Assert.True(long200.Length <= lengths.Length / 20,
            $"{long200.Length} of {lengths.Length} files have more than 200 lines: {string.Join(", ", long200)}");
    }

    [Fact]
    public void No_file_has_more_than_three_hundred_lines() =>
        Assert.Empty(Sources.Files.Where(file => Length(file) > 300).Select(file => $"{Sources.Relative(file)}: {Length(file)}"));

    [Fact]
    public void No_line_has_more_than_140_columns() => Assert.Empty(
        from file in Sources.Files
        from line in File.ReadLines(file).Index()
        where line.Item.Length > 140
        select $"{Sources.Relative(file)}({line.Index + 1}): {line.Item.Length}");

    [Fact]
    public void A_file_holds_one_type_of_its_own_name()
    {
        var wrong = new List<string>();
        foreach (var file in Sources.Files)
        {
            var types = TopLevelType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).ToArray();
            var name = Path.GetFileNameWithoutExtension(file).Split('.')[0];
            if (types.Length > 1 || (types.Length == 1 && types[0] != name)
                || (types.Length == 0 && name is not ("Program" or "AssemblyInfo" or "GlobalUsings")))
            {
                wrong.Add($"{Sources.Relative(file)}: {string.Join(", ", types)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_folder_holds_at_most_fifteen_files()
    {
        var crowded = Sources.Files.GroupBy(file => Path.GetDirectoryName(file)!)
            .Where(folder => folder.Count() > 15)
            .Select(folder => $"{Sources.Relative(folder.Key)}: {folder.Count()}");

        Assert.Empty(crowded);
    }

    [Fact]
    public void No_type_is_named_after_a_junk_room()
    {
        var names = Sources.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Messaging", StringComparison.Ordinal) == true && !type.Name.StartsWith('<'))
            .Select(type => type.FullName!);

        Assert.DoesNotMatch("(?m)(Util|Utils|Utility|Helper|Helpers|Manager|Common)(`[0-9]+)?$", string.Join('\n', names));
    }

    private static int Length(string file) => File.ReadAllLines(file).Length;

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|readonly|partial|ref|unsafe) )*(?:class|struct|interface|enum|record struct|record class|record|delegate [\w<>?\[\], .]+?) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TopLevelType();
}
