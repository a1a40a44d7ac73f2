namespace Messaging.Drivers.Amqp1.Dialects;

/// <summary>
/// The members of a JSON object, one after another, in raw form. It finds the ends of values without parsing them: whoever parses a value
/// finds its faults, and also handles words such as NaN, which Python writes.
/// </summary>
internal ref struct JsonMembers
{
    private ReadOnlySpan<byte> _rest;

    public JsonMembers(ReadOnlySpan<byte> json)
    {
        _rest = Trim(json);
        IsObject = _rest is [(byte)'{', .., (byte)'}'];
        _rest = IsObject ? Trim(_rest[1..^1]) : [];
    }

    /// <summary>Whether it is an object, as far as it has been read.</summary>
    public bool IsObject { get; private set; }

    /// <summary>Finds the next member.</summary>
    /// <param name="name">The name of the member, without the quotes.</param>
    /// <param name="value">The value of the member.</param>
    /// <returns>False when there are no more members.</returns>
    public bool TryRead(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (_rest.IsEmpty)
        {
            return false;
        }

        var length = LengthOfText(_rest);
        var afterName = length > 0 ? Trim(_rest[length..]) : [];
        if (afterName.IsEmpty || afterName[0] != (byte)':')
        {
            return Fail();
        }

        name = _rest[1..(length - 1)];
        afterName = afterName[1..];
        var end = EndOfValue(afterName);
        value = end < 0 ? [] : Trim(afterName[..end]);
        if (value.IsEmpty)
        {
            return Fail();
        }

        _rest = end == afterName.Length ? [] : Trim(afterName[(end + 1)..]);
        return (end == afterName.Length || !_rest.IsEmpty) || Fail();
    }

    /// <summary>The length of a string with its quotes; 0 when there is no string.</summary>
    private static int LengthOfText(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'"')
        {
            return 0;
        }

        for (var i = 1; i < json.Length; i++)
        {
            if (json[i] == (byte)'\\')
            {
                i++;
            }
            else if (json[i] == (byte)'"')
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <summary>Where a value ends: at the comma after it, or at the end of the text. Less than 0 when it does not end.</summary>
    private static int EndOfValue(ReadOnlySpan<byte> json)
    {
        var depth = 0;
        var i = 0;
        while (i < json.Length)
        {
            switch (json[i])
            {
                case (byte)'"':
                    var length = LengthOfText(json[i..]);
                    if (length == 0)
                    {
                        return -1;
                    }

                    i += length;
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    if (--depth < 0)
                    {
                        return -1;
                    }

                    break;
                case (byte)',' when depth == 0:
                    return i;
            }

            i++;
        }

        return depth == 0 ? json.Length : -1;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> json) => json.Trim(" \t\r\n"u8);

    private bool Fail()
    {
        IsObject = false;
        _rest = [];
        return false;
    }
}
