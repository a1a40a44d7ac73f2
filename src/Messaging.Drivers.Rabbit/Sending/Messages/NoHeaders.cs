using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Messaging.Drivers.Rabbit.Sending.Messages;

/// <summary>
/// The empty headers of shared properties. Writes to them are dropped: the client library would add its own trace context when it is
/// observed, and ours is sent anyway.
/// </summary>
internal sealed class NoHeaders : IDictionary<string, object?>
{
    public static readonly NoHeaders Instance = new();

    private NoHeaders()
    {
    }

    public int Count => 0;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => [];

    public ICollection<object?> Values => [];

    public object? this[string key]
    {
        get => throw new KeyNotFoundException(key);
        set { }
    }

    public void Add(string key, object? value)
    {
    }

    public void Add(KeyValuePair<string, object?> item)
    {
    }

    public void Clear()
    {
    }

    public bool Contains(KeyValuePair<string, object?> item) => false;

    public bool ContainsKey(string key) => false;

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex)
    {
    }

    public bool Remove(string key) => false;

    public bool Remove(KeyValuePair<string, object?> item) => false;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Enumerable.Empty<KeyValuePair<string, object?>>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
