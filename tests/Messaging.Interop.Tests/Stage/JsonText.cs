using System.Globalization;
using System.Text;

namespace Messaging.Interop.Tests.Stage;

/// <summary>
/// Brings JSON as Python writes it, NaN and half surrogate pairs included, into one form for each value, so that texts can be compared:
/// 1 and 1.0 are not the same, 1e2 and 100.0 are, and so are escaped and plain letters, and objects in another order.
/// </summary>
internal ref struct JsonText
{
    private static readonly string[] Words = ["null", "true", "false", "NaN", "Infinity", "-Infinity"];

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private JsonText(string text) => _text = text;

    public static string Canonical(string text)
    {
        var reader = new JsonText(text);
        var value = reader.ReadValue();
        reader.SkipSpace();
        return reader._at == text.Length ? value : throw reader.Broken();
    }

    private string ReadValue()
    {
        SkipSpace();
        if (_at == _text.Length)
        {
            throw Broken();
        }

        return _text[_at] switch
        {
            '{' => ReadObject(),
            '[' => ReadList(),
            '"' => ReadString(),
            _ => ReadWordOrNumber(),
        };
    }

    private string ReadObject()
    {
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        _at++;
        while (!Take('}'))
        {
            SkipSpace();
            var name = ReadString();
            Expect(':');
            members[name] = ReadValue();
            Take(',');
        }

        return "{" + string.Join(',', members.Select(member => $"{member.Key}:{member.Value}")) + "}";
    }

    private string ReadList()
    {
        var items = new List<string>();
        _at++;
        while (!Take(']'))
        {
            items.Add(ReadValue());
            Take(',');
        }

        return "[" + string.Join(',', items) + "]";
    }

    private string ReadString()
    {
        var result = new StringBuilder("\"");
        Expect('"');
        while (_text[_at] != '"')
        {
            var letter = _text[_at++];
            letter = letter == '\\' ? ReadEscape() : letter;
            result = letter is > ' ' and <= '~' and not '"' and not '\\' ? result.Append(letter) : result.Append($"\\u{(int)letter:x4}");
        }

        _at++;
        return result.Append('"').ToString();
    }

    private char ReadEscape()
    {
        var letter = _text[_at++];
        switch (letter)
        {
            case 'u':
                _at += 4;
                return (char)ushort.Parse(_text[(_at - 4).._at], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            default:
                return letter;
        }
    }

    private string ReadWordOrNumber()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && !",:]}".Contains(_text[_at]))
        {
            _at++;
        }

        var word = _text[start.._at].ToString();
        if (Words.Contains(word))
        {
            return word;
        }

        if (word.AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
        {
            return double.Parse(word, CultureInfo.InvariantCulture).ToString("E16", CultureInfo.InvariantCulture);
        }

        return System.Numerics.BigInteger.Parse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    private void Expect(char letter)
    {
        if (!Take(letter))
        {
            throw Broken();
        }
    }

    private bool Take(char letter)
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == letter)
        {
            _at++;
            return true;
        }

        return false;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private readonly FormatException Broken() => new($"This is no JSON at {_at}: {_text[Math.Min(_at, _text.Length)..]}");
}
