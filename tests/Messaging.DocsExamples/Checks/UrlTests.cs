using System.Text.RegularExpressions;
using Messaging.Drivers;
using Messaging.Drivers.Amqp1;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.Thrift;
using Messaging.Drivers.ZeroMq;

namespace Messaging.DocsExamples.Checks;

/// <summary>
/// Every transport URL of README.md and docs/ is one that its driver takes. Those between <c>&lt;!-- refused urls --&gt;</c> and
/// <c>&lt;!-- /refused urls --&gt;</c> are ones that it does not.
/// </summary>
[Collection("pages")]
public sealed partial class UrlTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly DriverRegistry _drivers = new();

    public UrlTests()
    {
        RabbitDriver.Register(_drivers);
        ZeroMqDriver.Register(_drivers);
        Amqp1Driver.Register(_drivers);
        ThriftDriver.Register(_drivers);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_url_of_a_page_is_taken()
    {
        var seen = 0;
        var wrong = new List<string>();
        foreach (var file in Repository.MarkdownFiles)
        {
            foreach (var url in Find(Refused().Replace(File.ReadAllText(file), "")))
            {
                seen++;
                if (Error(url) is { } error)
                {
                    wrong.Add($"{Repository.Relative(file)}: {url}: {error}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(seen, 50, int.MaxValue);
    }

    [Fact]
    public void Every_url_that_a_page_says_is_refused_is()
    {
        var seen = 0;
        var taken = new List<string>();
        foreach (var file in Repository.MarkdownFiles)
        {
            foreach (var url in Refused().Matches(File.ReadAllText(file)).SelectMany(block => RefusedUrl().Matches(block.Value)))
            {
                seen++;
                if (Error(url.Groups[1].Value) is null)
                {
                    taken.Add($"{Repository.Relative(file)}: {url}");
                }
            }
        }

        Assert.Empty(taken);
        Assert.InRange(seen, 10, int.MaxValue);
    }

    private static IEnumerable<string> Find(string page)
    {
        // A URL of two lines; what an example puts into a text; and the form of a URL, with what may be left out in brackets.
        page = NextLine().Replace(page, "$1");
        page = Interpolation().Replace(page, "5555");
        foreach (Match match in Url().Matches(page))
        {
            var url = match.Value;
            while (url.Contains("[user", StringComparison.Ordinal) || url.Contains("[?", StringComparison.Ordinal) || url.Contains("[,", StringComparison.Ordinal))
            {
                url = Optional().Replace(url, "");
            }

            yield return url.TrimEnd('.', ',').Replace(":port", ":5555", StringComparison.Ordinal);
        }
    }

    private string? Error(string url)
    {
        if (url.EndsWith("://", StringComparison.Ordinal))
        {
            return _drivers.Schemes.Contains(url[..^3]) ? null : "The scheme is not known.";
        }

        try
        {
            _ = Transport.Create(KeyFileOption().Replace(url, WriteKey), new TransportOptions { Drivers = _drivers });
            return null;
        }
        catch (Exception e) when (e is MessagingException or ArgumentException)
        {
            return e.Message;
        }
    }

    private string WriteKey(Match option)
    {
        var file = Path.Combine(_folder.FullName, option.Groups[2].Value);
        File.WriteAllText(file, ZeroMqKeyPair.Generate().SecretKey);
        return $"{option.Groups[1].Value}={file}";
    }

    [GeneratedRegex(@"<!-- refused urls -->.*?<!-- /refused urls -->", RegexOptions.Singleline)]
    private static partial Regex Refused();

    [GeneratedRegex(@"`([a-z+]+:[^`]*)`")]
    private static partial Regex RefusedUrl();

    [GeneratedRegex(@"(?<![\w+.])(?:rabbit|kombu|amqps?|zmq|thrifts?|memory)(?:\+[a-z]+)?://[^\s`""'<>()|;]*")]
    private static partial Regex Url();

    [GeneratedRegex(@"\n +(&)")]
    private static partial Regex NextLine();

    [GeneratedRegex(@"\{[^}\n]*\}")]
    private static partial Regex Interpolation();

    [GeneratedRegex(@"\[[^\[\]]*\]")]
    private static partial Regex Optional();

    [GeneratedRegex("(curve_[a-z_]+_file)=([a-z.]+)")]
    private static partial Regex KeyFileOption();
}
