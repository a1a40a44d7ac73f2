using System.Diagnostics.CodeAnalysis;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Types;

/// <summary>
/// An enum: a number on the wire, and in JSON the name (in snake_case unless names are kept), or the number when the file has no name for
/// it.
/// </summary>
internal sealed class EnumType : ThriftType
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _names = [];

    /// <param name="name">Its name in the file.</param>
    /// <param name="values">Its values, by their names in the file.</param>
    /// <param name="names">The names of the values in JSON.</param>
    public EnumType(string name, IReadOnlyList<KeyValuePair<string, int>> values, IReadOnlyList<string> names)
        : base(name, TType.I32)
    {
        for (var i = 0; i < values.Count; i++)
        {
            _numbers[values[i].Key] = values[i].Value;
            _numbers.TryAdd(names[i], values[i].Value);
            _names.TryAdd(values[i].Value, names[i]);
        }
    }

    public override bool IsName => true;

    /// <summary>The names of the values, for error messages.</summary>
    public string Known => string.Join(", ", _names.Values);

    public bool TryFind(string name, out int number) =>
        _numbers.TryGetValue(name, out number) || _numbers.TryGetValue(SnakeNames.Of(name), out number);

    public bool TryName(int number, [NotNullWhen(true)] out string? name) => _names.TryGetValue(number, out name);
}
