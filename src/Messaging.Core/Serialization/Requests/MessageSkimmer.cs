using System.Buffers;

namespace Messaging.Serialization;

/// <summary>
/// Extracts the short strings of a message by the names of its fields, and keeps nothing else: for a message that is too large to keep. It
/// is fed piece by piece, with or without the envelope.
/// </summary>
internal sealed class MessageSkimmer
{
    private const int MaxKept = 1024;
    private const int NotEscaped = 0;
    private const int AfterBackslash = 1;
    private const int InCode = 2;
    private const int CodeDigits = 4;

    private static readonly SearchValues<byte> InText = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> BetweenTexts = SearchValues.Create("\"{}[],:"u8);

    private readonly Dictionary<string, byte[]> _texts = new(StringComparer.Ordinal);
    private readonly MessageSkimmer? _message;
    private readonly byte[] _kept = new byte[MaxKept];
    private int _keptLength;
    private int _depth;
    private bool _isInText;
    private bool _isAfterColon;
    private string? _name;
    private int _escape;
    private int _code;

    public MessageSkimmer()
        : this(new MessageSkimmer(message: null))
    {
    }

    private MessageSkimmer(MessageSkimmer? message) => _message = message;

    /// <summary>Whether the string being read is the message in its envelope.</summary>
    private bool IsEnvelope => _depth == 1 && _isAfterColon && _message is not null && _name == EnvelopeFields.OsloMessage.Value;

    /// <summary>The string of a field, as written between its quotes; empty when there is none, or it is long.</summary>
    public ReadOnlySpan<byte> Find(string field) =>
        _message is { _texts.Count: > 0 } message ? message.Find(field) : _texts.GetValueOrDefault(field);

    /// <summary>Processes the next piece.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            var read = !_isInText ? ReadBetweenTexts(piece) : _escape == NotEscaped ? ReadText(piece) : ReadEscape(piece[0]);
            piece = piece[read..];
        }
    }

    private int ReadBetweenTexts(ReadOnlySpan<byte> piece)
    {
        var at = piece.IndexOfAny(BetweenTexts);
        if (at < 0)
        {
            return piece.Length;
        }

        switch (piece[at])
        {
            case (byte)'"':
                _isInText = true;
                _keptLength = 0;
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                break;
            case (byte)'}' or (byte)']':
                _depth--;
                break;
            default:
                // Between the values of a nested object or list it has no meaning here.
                _isAfterColon = _depth == 1 ? piece[at] == ':' : _isAfterColon;
                break;
        }

        return at + 1;
    }

    private int ReadText(ReadOnlySpan<byte> piece)
    {
        var at = piece.IndexOfAny(InText);
        Take(at < 0 ? piece : piece[..at]);
        if (at < 0)
        {
            return piece.Length;
        }

        if (piece[at] == '"')
        {
            EndText();
        }
        else
        {
            _escape = AfterBackslash;
            Keep(piece.Slice(at, 1));
        }

        return at + 1;
    }

    private int ReadEscape(byte next)
    {
        Keep([next]);
        if (_escape == AfterBackslash)
        {
            _code = 0;
            _escape = next == 'u' ? InCode : NotEscaped;
            if (next != 'u')
            {
                Pass(next switch { (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', _ => next });
            }

            return 1;
        }

        _code = (_code << 4) | (char.IsAsciiHexDigit((char)next) ? Convert.ToInt32(((char)next).ToString(), 16) : 0);
        if (++_escape == InCode + CodeDigits)
        {
            // The fields that are extracted are ASCII, whatever the language of the sender.
            _escape = NotEscaped;
            Pass(_code < 0x80 ? (byte)_code : (byte)'?');
        }

        return 1;
    }

    private void Take(ReadOnlySpan<byte> plain)
    {
        Keep(plain);
        if (IsEnvelope)
        {
            _message!.Feed(plain);
        }
    }

    private void Pass(byte meant)
    {
        if (IsEnvelope)
        {
            _message!.Feed([meant]);
        }
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        if (_depth != 1 || _keptLength < 0)
        {
            return;
        }

        if (_keptLength + text.Length > MaxKept)
        {
            _keptLength = -1;
            return;
        }

        text.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += text.Length;
    }

    private void EndText()
    {
        _isInText = false;
        if (_depth != 1)
        {
            return;
        }

        if (!_isAfterColon)
        {
            _name = _keptLength < 0 ? null : System.Text.Encoding.UTF8.GetString(_kept, 0, _keptLength);
        }
        else if (_keptLength >= 0 && _name is not null && IsOfInterest(_name))
        {
            _texts[_name] = _kept[.._keptLength];
        }
    }

    private static bool IsOfInterest(string name) =>
        name == EnvelopeFields.Method.Value || name == EnvelopeFields.MessageId.Value || name == EnvelopeFields.ReplyTo.Value
            || name == EnvelopeFields.UniqueId.Value;
}
