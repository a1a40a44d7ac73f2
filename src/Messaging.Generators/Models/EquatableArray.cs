using System.Collections;

namespace Messaging.Generators.Models;

/// <summary>An ordered list with value equality: the outputs of a generator step must be equal when nothing has changed.</summary>
internal readonly struct EquatableArray<T>(IEnumerable<T> values) : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly T[]? _values = values.ToArray();

    public int Count => _values?.Length ?? 0;

    public T this[int index] => _values![index];

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    public bool Equals(EquatableArray<T> other) => this.SequenceEqual(other);

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode() => this.Aggregate(Count, (hash, value) => unchecked((hash * 31) + value.GetHashCode()));

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(_values ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
