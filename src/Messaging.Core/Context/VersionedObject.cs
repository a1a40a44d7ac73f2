using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Messaging.Context;
using Messaging.Dispatching;
using Messaging.Serialization;

namespace Messaging;

/// <summary>
/// An object of oslo.versionedobjects in its wire form: its name, its version, its fields, and which of these were changed. It may occur
/// anywhere in arguments, results and payloads.
/// </summary>
/// <remarks>
/// On the wire it is an object with the names <c>PREFIX.name</c>, <c>PREFIX.namespace</c>, <c>PREFIX.version</c>, <c>PREFIX.data</c> and,
/// when there are any, <c>PREFIX.changes</c>; the prefix is <c>versioned_object</c>, or a project's own, such as <c>nova_object</c>.
/// Immutable; safe for any number of threads.
/// </remarks>
[JsonConverter(typeof(VersionedObjectConverter))]
public sealed class VersionedObject
{
    /// <summary>The prefix of projects that do not choose one.</summary>
    public const string DefaultPrefix = "versioned_object";

    private readonly FrozenDictionary<string, RpcValue> _data;

    /// <summary>Creates an object.</summary>
    /// <param name="name">The name of its class, such as <c>Instance</c>.</param>
    /// <param name="namespace">The project, such as <c>nova</c>.</param>
    /// <param name="version">The version of its fields, <c>major.minor</c>.</param>
    /// <param name="data">The fields, by their names on the wire. A field may hold other versioned objects, as values.</param>
    /// <param name="changes">The names of the fields that were changed since the object was loaded; null for none.</param>
    /// <param name="prefix">The prefix of the names on the wire.</param>
    /// <exception cref="ArgumentException">A name is empty, the version is not valid, or a change is not a field.</exception>
    public VersionedObject(
        string name, string @namespace, string version, IEnumerable<KeyValuePair<string, RpcValue>> data,
        IEnumerable<string>? changes = null, string prefix = DefaultPrefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        ArgumentNullException.ThrowIfNull(data);
        Prefix = prefix;
        Name = name;
        Namespace = @namespace;
        Version = RpcVersion.TryParse(version, out _)
            ? version
            : throw new ArgumentException($"'{version}' is not a version. Write major.minor, such as 1.4.", nameof(version));
        _data = data.ToFrozenDictionary(StringComparer.Ordinal);
        Changes = [.. changes ?? []];
        foreach (var change in Changes)
        {
            if (!_data.ContainsKey(change))
            {
                throw new ArgumentException($"The change '{change}' is not a field of {name}.", nameof(changes));
            }
        }
    }

    /// <summary>The prefix of the names on the wire, such as <c>nova_object</c>.</summary>
    public string Prefix { get; }

    /// <summary>The name of its class, such as <c>Instance</c>.</summary>
    public string Name { get; }

    /// <summary>The project, such as <c>nova</c>.</summary>
    public string Namespace { get; }

    /// <summary>The version of its fields.</summary>
    public string Version { get; }

    /// <summary>The fields, by their names on the wire.</summary>
    public IReadOnlyDictionary<string, RpcValue> Data => _data;

    /// <summary>The names of the fields that were changed since the object was loaded.</summary>
    public IReadOnlyList<string> Changes { get; }

    /// <summary>A field by name, or missing.</summary>
    /// <param name="field">Its name on the wire.</param>
    public RpcValue this[string field] => _data.TryGetValue(field, out var value) ? value : RpcValue.Missing;

    /// <summary>Creates a versioned object from an object of your own, whose properties are the fields.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name of the class on the wire, such as <c>Instance</c>.</param>
    /// <param name="namespace">The project, such as <c>nova</c>.</param>
    /// <param name="version">The version of the fields, <c>major.minor</c>.</param>
    /// <param name="data">The object. Declare properties that hold versioned objects as <see cref="VersionedObject"/>.</param>
    /// <param name="serializer">Writes it, such as <see cref="JsonPayloadSerializer.ByReflection"/>.</param>
    /// <param name="prefix">The prefix of the names on the wire.</param>
    /// <returns>The versioned object, with no changes.</returns>
    /// <exception cref="ArgumentException">A name is empty, the version is not valid, or the object has no fields: it is a list, a string
    /// or a number.</exception>
    /// <exception cref="SerializationException">The object cannot be written.</exception>
    public static VersionedObject From<T>(
        string name, string @namespace, string version, T data, JsonPayloadSerializer serializer, string prefix = DefaultPrefix)
    {
        var value = RpcValue.From(data, serializer);
        return value.Kind == System.Text.Json.JsonValueKind.Object
            ? new VersionedObject(name, @namespace, version, value.Properties, prefix: prefix)
            : throw new ArgumentException($"A {typeof(T)} has no fields.", nameof(data));
    }

    /// <summary>Reads a value that may be a versioned object.</summary>
    /// <param name="value">The value.</param>
    /// <param name="found">The object.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryRead(RpcValue value, [NotNullWhen(true)] out VersionedObject? found) =>
        VersionedObjectConverter.TryRead(value, out found);

    /// <summary>Whether a reader that knows a version of the object can read this one: the same major version, and a minor version that is
    /// not newer.</summary>
    /// <param name="known">The version that the reader knows, <c>major.minor</c>.</param>
    /// <returns>Whether it can be read.</returns>
    /// <exception cref="ArgumentException">The text is not a version.</exception>
    public bool IsCompatibleWith(string known) => RpcVersion.TryParse(known, out var reader)
        ? RpcVersion.TryParse(Version, out var version) && reader.Serves(version)
        : throw new ArgumentException($"'{known}' is not a version. Write major.minor, such as 1.4.", nameof(known));

    /// <summary>Creates a copy with another value of a field, which is recorded as a change.</summary>
    /// <param name="field">The field's name on the wire.</param>
    /// <param name="value">The value.</param>
    /// <returns>The copy.</returns>
    public VersionedObject With(string field, RpcValue value)
    {
        var data = new Dictionary<string, RpcValue>(_data, StringComparer.Ordinal) { [field] = value };
        return new VersionedObject(Name, Namespace, Version, data, Changes.Contains(field) ? Changes : [.. Changes, field], Prefix);
    }

    /// <summary>Reads the fields as a type of your own. Nested versioned objects are read as their fields.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serializer">Reads it, such as <see cref="JsonPayloadSerializer.ByReflection"/>.</param>
    /// <returns>The object.</returns>
    /// <exception cref="SerializationException">The fields do not fit the type.</exception>
    public T As<T>(JsonPayloadSerializer serializer) =>
        VersionedObjectConverter.WithoutEnvelopes(RpcValue.FromProperties(_data)).As<T>(serializer)!;

    /// <summary>Converts the object to its wire form.</summary>
    /// <returns>The value.</returns>
    public RpcValue ToValue() => VersionedObjectConverter.ToValue(this);

    /// <summary>Its name and version.</summary>
    public override string ToString() => $"{Namespace}.{Name} {Version}";
}
