using System.Text;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>Splits a file into words, each with its place. Comments and white space are skipped.</summary>
internal sealed class IdlScanner(string file, string text)
{
    private int _at;
    private int _line = 1;
    private int _column = 1;

    public IdlToken Next()
    {
        SkipBlanks();
        var place = Place;
        if (_at == text.Length)
        {
            return new IdlToken(IdlTokenKind.End, "", place);
        }

        var c = text[_at];
        return char.IsAsciiLetter(c) || c == '_' ? new IdlToken(IdlTokenKind.Name, TakeWhile(IsOfName), place)
            : char.IsAsciiDigit(c) || (c is '+' or '-' or '.' && IsNumberAfter()) ? TakeNumber(place)
            : c is '"' or '\'' ? new IdlToken(IdlTokenKind.Text, TakeText(c, place), place)
            : "{}()<>[],;:=*&".Contains(c) ? new IdlToken(IdlTokenKind.Symbol, Take().ToString(), place)
            : throw place.Error($"the character {(c < ' ' ? $"U+{(int)c:X4}" : $"'{c}'")} has no meaning here. Remove it.");
    }

    private IdlPlace Place => new(file, _line, _column);

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.';

    private static bool IsOfNumber(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-';

    private bool IsNumberAfter() => _at + 1 < text.Length && (char.IsAsciiDigit(text[_at + 1]) || text[_at + 1] == '.');

    private IdlToken TakeNumber(IdlPlace place)
    {
        var start = _at;
        Take();
        while (_at < text.Length && IsOfNumber(text[_at]))
        {
            // A sign belongs to a number at its start and after the exponent mark.
            if (text[_at] is '+' or '-'
                && (text[_at - 1] is not ('e' or 'E') || text[start..].StartsWith("0x", StringComparison.OrdinalIgnoreCase)))
            {
                break;
            }

            Take();
        }

        var number = text[start.._at];
        var isHex = number.TrimStart('+', '-').StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var isInteger = isHex || number.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        return new IdlToken(isInteger ? IdlTokenKind.Integer : IdlTokenKind.Number, number, place);
    }

    private string TakeText(char quote, IdlPlace place)
    {
        var result = new StringBuilder();
        Take();
        while (true)
        {
            if (_at == text.Length || text[_at] == '\n')
            {
                throw place.Error($"the text that begins here has no end. Close it with {quote} on the same line.");
            }

            var c = Take();
            if (c == quote)
            {
                return result.ToString();
            }

            if (c == '\\' && _at < text.Length)
            {
                c = Take() switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    var other => other,
                };
            }

            result.Append(c);
        }
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            var rest = text.AsSpan(_at);
            if (char.IsWhiteSpace(rest[0]) || rest[0] == '\ufeff')
            {
                Take();
            }
            else if (rest[0] == '#' || rest.StartsWith("//"))
            {
                TakeWhile(static c => c != '\n');
            }
            else if (rest.StartsWith("/*"))
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        var place = Place;
        var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw place.Error("the comment that begins here has no end. Close it with */.");
        }

        while (_at < end + 2)
        {
            Take();
        }
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < text.Length && belongs(text[_at]))
        {
            Take();
        }

        return text[start.._at];
    }

    private char Take()
    {
        var c = text[_at++];
        if (c == '\n')
        {
            _line++;
            _column = 1;
        }
        else
        {
            _column++;
        }

        return c;
    }
}
