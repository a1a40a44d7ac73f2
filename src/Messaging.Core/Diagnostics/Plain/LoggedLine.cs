using System.Collections;

namespace Messaging.Diagnostics.Plain;

/// <summary>A sanitised log entry: its text, and its values by their names in the template.</summary>
internal sealed class LoggedLine : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string _text;
    private readonly KeyValuePair<string, object?>[] _values;

    public LoggedLine(string text, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        // Copied now, because the logger's own state is reused.
        _text = text;
        _values = new KeyValuePair<string, object?>[values.Count];
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = new(values[i].Key, Plain(values[i].Value));
        }
    }

    public int Count => _values.Length;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => _text;

    private static object? Plain(object? value) => value switch
    {
        null or IFormattable => value,
        string text => PlainText.OneLine(text),
        _ => value.ToString() is { } text && PlainText.OneLine(text) is var plain && !ReferenceEquals(plain, text) ? plain : value,
    };
}
