using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Messaging.Serialization;

namespace Messaging;

/// <summary>A small dictionary that the caller sends with a call: the user, the id of the request. The server's method gets it, with the
/// facts of the call.</summary>
/// <remarks>
/// Immutable once created: <c>new RpcContext { ["user"] = "zoë" }</c>. Safe for any number of threads. A method may pass its context on to
/// its own calls. On the wire each value is a field <c>_context_NAME</c> of the message, as in oslo.messaging.
/// </remarks>
public sealed class RpcContext : IReadOnlyDictionary<string, RpcValue>
{
    private readonly Dictionary<string, RpcValue> _values;
    private readonly RpcInvocation? _call;

    /// <summary>Creates a context without values; an object initialiser adds them.</summary>
    public RpcContext() => _values = new Dictionary<string, RpcValue>(StringComparer.Ordinal);

    /// <summary>Creates a context with values.</summary>
    /// <param name="values">The values by name.</param>
    public RpcContext(IEnumerable<KeyValuePair<string, RpcValue>> values) =>
        _values = new Dictionary<string, RpcValue>(values, StringComparer.Ordinal);

    private RpcContext(Dictionary<string, RpcValue> values, RpcInvocation? call)
    {
        _values = values;
        _call = call;
    }

    /// <summary>A context without values.</summary>
    public static RpcContext Empty { get; } = new();

    /// <summary>A value by name; missing when there is none. Set in an object initialiser.</summary>
    /// <param name="key">The name.</param>
    [SuppressMessage("Design", "CA1043", Justification = "The keys of a context are texts.")]
    public RpcValue this[string key]
    {
        get => _values.TryGetValue(key, out var value) ? value : RpcValue.Missing;
        init => _values[key] = value;
    }

    /// <summary>The number of values.</summary>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public IEnumerable<RpcValue> Values => _values.Values;

    /// <summary>In a server's method, the name of the method that was called; null elsewhere.</summary>
    public string? Method => _call?.Method;

    /// <summary>In a server's method, whether the broker delivered the message before, so that the work may already have been done
    /// once.</summary>
    /// <value>False.</value>
    public bool IsRedelivered => _call?.IsRedelivered ?? false;

    /// <summary>In a server's method, whether the caller waits for the result.</summary>
    /// <value>False.</value>
    public bool IsCall => _call?.IsCall ?? false;

    /// <summary>In a server's method, the caller as the broker or the connection authenticated it; null when neither did, and
    /// elsewhere.</summary>
    public CallerIdentity? Caller => _call?.Caller;

    /// <summary>In a server's method, the time until the caller gives up; null when there is no limit, or no caller is waiting.</summary>
    public TimeSpan? TimeLeft => _call?.TimeLeft;

    /// <summary>In a server's method, fires when the caller gives up, its time is over, or a stopping server no longer waits for
    /// it.</summary>
    /// <value>A token that never fires.</value>
    public CancellationToken CancellationToken => _call?.CancellationToken ?? CancellationToken.None;

    /// <summary>Detaches the reply from the method: its return value is ignored, and the call is answered through the handle, later and
    /// from anywhere.</summary>
    /// <returns>The handle; it must be answered or disposed.</returns>
    /// <exception cref="InvalidOperationException">There is no call to answer: the context does not belong to a running method, the method
    /// was cast, or the call was already answered or detached.</exception>
    public DetachedReply Detach() =>
        _call is null
            ? throw new InvalidOperationException("Only the context that a server's method was given can be detached.")
            : _call.Detach();

    /// <summary>Creates a copy with a value added or replaced.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The copy. It keeps the facts of the call, if it has any.</returns>
    public RpcContext With(string key, RpcValue value) =>
        new(new Dictionary<string, RpcValue>(_values, StringComparer.Ordinal) { [key] = value }, _call);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out RpcValue value) => _values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, RpcValue>> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static RpcContext Read(ReadOnlySpan<byte> message)
    {
        var values = new Dictionary<string, RpcValue>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(message, EnvelopeFields.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name.StartsWith("_context_", StringComparison.Ordinal))
            {
                values[name["_context_".Length..]] = new RpcValue(JsonElement.ParseValue(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }

        // A Python server that passes its context on also sends this value, which its own library added.
        values.Remove("client_timeout");
        return new RpcContext(values, null);
    }

    internal RpcContext ForCall(RpcInvocation call) => new(_values, call);

    internal void WriteTo(Utf8JsonWriter writer, IReadOnlySet<string>? only = null)
    {
        foreach (var (name, value) in _values)
        {
            if (only is not null && !only.Contains(name))
            {
                continue;
            }

            writer.WritePropertyName("_context_" + name);
            RpcValueConverter.Write(writer, value);
        }
    }
}
