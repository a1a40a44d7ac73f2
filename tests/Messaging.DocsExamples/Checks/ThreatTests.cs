using System.Text.RegularExpressions;

namespace Messaging.DocsExamples.Checks;

/// <summary>Each threat of docs/security.md names a test, and there is one of that name.</summary>
[Collection("pages")]
public sealed partial class ThreatTests
{
    [Fact]
    public void Every_threat_has_the_test_that_it_names()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is var name && (name.EndsWith("Tests.cs", StringComparison.Ordinal) || name.EndsWith("Contract.cs", StringComparison.Ordinal)))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        var named = TestName().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md")));

        Assert.NotEmpty(named);
        Assert.Empty(named
            .Where(match => !tests[match.Groups[1].Value].Any(text => text.Contains($" {match.Groups[2].Value}(", StringComparison.Ordinal)))
            .Select(match => match.Value));
    }

    [GeneratedRegex(@"`(\w+(?:Tests|Contract))\.(\w+)`")]
    private static partial Regex TestName();
}
