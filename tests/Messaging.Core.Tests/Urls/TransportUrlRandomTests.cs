using System.Collections.ObjectModel;
using System.Text;
using Messaging.Core.Tests.Serialization;

namespace Messaging.Core.Tests.Urls;

/// <summary>Seeded, so that a failure comes again; the failing input is in the assertion's message.</summary>
public sealed class TransportUrlRandomTests
{
    private const string Secret = "Zq";
    private static readonly string[] Fragments =
    [
        "rabbit", "zmq+ipc", "://", ":", "/", "//", "@", ",", "[", "]", "::1", "%", "%4", "%41", "%C3", "%2F", "?", "#", "&", "=", "+",
        ";", "h", "host", "5672", "0", "99999999999", " ", "\t", "\n", "\0", "é", "\uD83D", "\uDE00", "\\", "\"", "{", "***",
        "p", ".", "-", "x=1",
    ];

    private static readonly string[] Names = ["h", "broker-1.example", "10.0.0.1", "::1", "fe80::1%eth0", "*"];
    private static readonly string[] Pieces =
    [
        "a", "user", "/", "@", ":", ",", "?", "#", "&", "=", "+", " ", "%", "%41", "[", "]", "\n", "\0", "é", "你", "😀", "*", ";",
        "\\", "\"",
    ];

    [Fact]
    public void A_hundred_thousand_random_strings_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(20_260_101);
        for (var i = 0; i < FuzzInputs.Count(usual: 100_000); i++)
        {
            var text = (random.Next(4) > 0 ? "rabbit://" : "") + Concat(random, Fragments, 12);
            var error = Record.Exception(() => TransportUrl.Parse(text));

            Assert.True(error is null or InvalidTransportUrlException, error is null or InvalidTransportUrlException ? null : $"{text}: {error}");
            Assert.Equal(error is null, TransportUrl.TryParse(text, out var url));
            Assert.True(error is not null || url!.ToString().StartsWith(url.Scheme, StringComparison.Ordinal), text);
        }
    }

    [Fact]
    public void A_printed_url_reads_as_an_equal_one_and_its_public_form_shows_no_password()
    {
        var random = new Random(20_260_102);
        for (var i = 0; i < 20_000; i++)
        {
            var url = RandomUrl(random);
            var printed = url.ToStringWithPassword();

            Assert.True(url == TransportUrl.Parse(printed), printed);
            Assert.Equal(printed, TransportUrl.Parse(printed).ToStringWithPassword());
            Assert.False(url.ToString().Contains(Secret, StringComparison.Ordinal), printed);
        }
    }

    [Fact]
    public void A_password_that_was_not_encoded_is_in_no_error()
    {
        var random = new Random(20_260_103);
        var refused = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var password = string.Concat(Enumerable.Range(0, 4).Select(_ => Secret + Concat(random, Pieces, 2)));
            var text = $"rabbit://user:{password}@host:5672/vh?x=1";
            var error = Record.Exception(() => TransportUrl.Parse(text));

            Assert.False(error is not null && error.ToString().Contains(Secret, StringComparison.Ordinal), text);
            refused += error is null ? 0 : 1;
        }

        Assert.InRange(refused, 10_000, 49_000);
    }

    [Theory]
    [InlineData("@")]
    [InlineData(":")]
    [InlineData("/")]
    [InlineData("?")]
    [InlineData("#")]
    [InlineData(",")]
    [InlineData("@/")]
    [InlineData("/@")]
    [InlineData("@,")]
    [InlineData(":/")]
    [InlineData("?=")]
    [InlineData("%")]
    [InlineData("[")]
    public void A_password_that_was_not_encoded_is_hidden_or_refused(string mark)
    {
        // Digits pass for a port, the hardest case.
        foreach (var password in new[] { $"{Secret}{mark}{Secret}", $"12{mark}{Secret}", $"{Secret}{mark}12" })
        {
            var shown = TransportUrl.TryParse($"rabbit://user:{password}@host:5672/vh", out var url) ? url.ToString() : "";
            Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        }
    }

    private static TransportUrl RandomUrl(Random random)
    {
        var hosts = new TransportHost[random.Next(4)];
        for (var i = 0; i < hosts.Length; i++)
        {
            var (user, password) = random.Next(4) == 0 ? (null, null) : (Concat(random, Pieces, 4), Secret + Concat(random, Pieces, 4));
            int? port = random.Next(2) == 0 ? null : random.Next(1, 65536);
            hosts[i] = new TransportHost(Names[random.Next(Names.Length)], port, user, password);
        }

        var query = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = random.Next(4); i > 0; i--)
        {
            query[Concat(random, Pieces, 3)] = "v" + Concat(random, Pieces, 3);
        }

        return new TransportUrl("rabbit+tls", Concat(random, Pieces, 4), hosts, new ReadOnlyDictionary<string, string>(query));
    }

    private static string Concat(Random random, string[] choices, int most)
    {
        var text = new StringBuilder();
        for (var i = random.Next(most + 1); i > 0; i--)
        {
            text.Append(choices[random.Next(choices.Length)]);
        }

        return text.ToString();
    }
}
