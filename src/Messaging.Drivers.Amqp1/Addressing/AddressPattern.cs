using System.Text;

namespace Messaging.Drivers.Amqp1.Addressing;

/// <summary>An address with placeholders, such as <c>{topic}</c>, for the names of a target.</summary>
internal sealed class AddressPattern
{
    public const string Exchange = "exchange";
    public const string Topic = "topic";
    public const string Server = "server";
    public const string Pool = "pool";
    public const string Machine = "machine";

    // Alternating text and placeholders, with text, which may be empty, first and last.
    private readonly List<string> _pieces;

    private AddressPattern(List<string> pieces) => _pieces = pieces;

    /// <summary>The text before the first placeholder.</summary>
    public string Head => _pieces[0];

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="known">The placeholders that the pattern may contain.</param>
    /// <param name="needed">The placeholders that it must contain.</param>
    /// <param name="pattern">Receives the pattern.</param>
    /// <returns>What is wrong with the pattern, in words that follow its name; or null.</returns>
    public static string? Read(string text, ReadOnlySpan<string> known, ReadOnlySpan<string> needed, out AddressPattern? pattern)
    {
        pattern = null;
        var pieces = new List<string>();
        var rest = text;
        while (rest.IndexOf('{', StringComparison.Ordinal) is var start and >= 0)
        {
            var end = rest.IndexOf('}', start);
            var name = end < 0 ? rest[(start + 1)..] : rest[(start + 1)..end];
            if (end < 0 || !known.Contains(name))
            {
                return $"has '{{{name}{(end < 0 ? "" : "}")}', which is not one of its placeholders: {List(known)}.";
            }

            if (rest.AsSpan(0, start).Contains('}'))
            {
                break;
            }

            pieces.Add(rest[..start]);
            pieces.Add(name);
            rest = rest[(end + 1)..];
        }

        if (rest.Contains('}', StringComparison.Ordinal))
        {
            return $"has a '}}' without a '{{' before it. Its placeholders are {List(known)}.";
        }

        pieces.Add(rest);
        foreach (var name in needed)
        {
            if (!pieces.Where((_, index) => index % 2 == 1).Contains(name))
            {
                return $"is '{text}', the same address for every {name}. Put {{{name}}} into it.";
            }
        }

        pattern = new AddressPattern(pieces);
        return null;
    }

    /// <summary>Builds the address for the given names.</summary>
    public string Format(in AddressNames names)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _pieces.Count; i++)
        {
            text.Append(i % 2 == 0 ? _pieces[i] : names.Of(_pieces[i]));
        }

        return text.ToString();
    }

    /// <summary>Whether an address can come from this pattern with any names.</summary>
    public bool Matches(string address) => _pieces.Count == 1
        ? address == _pieces[0]
        : address.Length > _pieces[0].Length + _pieces[^1].Length
            && address.StartsWith(_pieces[0], StringComparison.Ordinal) && address.EndsWith(_pieces[^1], StringComparison.Ordinal);

    private static string List(ReadOnlySpan<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            text.Append(text.Length == 0 ? "{" : ", {").Append(name).Append('}');
        }

        return text.ToString();
    }
}
