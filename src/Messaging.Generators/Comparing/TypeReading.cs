using Messaging.Generators.Deployed;

namespace Messaging.Generators.Comparing;

/// <summary>Checks whether one side can read what the other writes.</summary>
internal sealed class TypeReading(WireSurface readers, WireSurface writers, bool isReaderDeployed)
{
    private static readonly Dictionary<string, (decimal Least, decimal Most)> Integers = new(StringComparer.Ordinal)
    {
        ["byte"] = (byte.MinValue, byte.MaxValue),
        ["sbyte"] = (sbyte.MinValue, sbyte.MaxValue),
        ["short"] = (short.MinValue, short.MaxValue),
        ["ushort"] = (ushort.MinValue, ushort.MaxValue),
        ["int"] = (int.MinValue, int.MaxValue),
        ["uint"] = (uint.MinValue, uint.MaxValue),
        ["long"] = (long.MinValue, long.MaxValue),
        ["ulong"] = (ulong.MinValue, ulong.MaxValue),
    };

    // The types that are strings in JSON.
    private static readonly HashSet<string> Texts =
    [
        "char", WireTypeNames.Bytes, "System.Guid", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
        "System.TimeSpan", "System.Uri",
    ];

    private readonly HashSet<(string, string)> _seen = [];

    /// <summary>The reason why not, as part of an error message; null when every value can be read.</summary>
    public string? WhyNot(string reader, string writer)
    {
        if (reader is WireTypeNames.Any or WireTypeNames.Nothing || !_seen.Add((reader, writer)))
        {
            return null;
        }

        if (IsNullable(writer) && !IsNullable(reader))
        {
            return $"'{writer}' may be null, '{reader}' may not";
        }

        if (writer == WireTypeNames.Nothing)
        {
            return IsNullable(reader) ? null : $"there is none where '{reader}' is read";
        }

        return Plain(reader.TrimEnd('?'), writer.TrimEnd('?'));
    }

    private static bool IsNullable(string type) => type.EndsWith("?", StringComparison.Ordinal) || type == WireTypeNames.Any;

    private string? Plain(string reader, string writer)
    {
        if (ElementOf(reader) is var (kind, element) && ElementOf(writer) is var (otherKind, other) && kind == otherKind)
        {
            return WhyNot(element, other);
        }

        if (readers.Types.TryGetValue(reader, out var read)
            && writers.Types.TryGetValue(writer, out var written)
            && read.IsEnum == written.IsEnum)
        {
            return read.IsEnum ? Names(read, written) : Fields(read, written);
        }

        return IsScalarRead(reader, writer) ? null : $"'{writer}' is not read as '{reader}'";
    }

    private bool IsScalarRead(string reader, string writer)
    {
        if (reader == writer && !readers.Types.ContainsKey(reader) && !writers.Types.ContainsKey(writer))
        {
            return true;
        }

        if (Integers.TryGetValue(writer, out var written))
        {
            return reader is "float" or "double" or "decimal"
                || (Integers.TryGetValue(reader, out var read) && read.Least <= written.Least && read.Most >= written.Most);
        }

        return reader switch
        {
            "double" => writer == "float",
            "string" => Texts.Contains(writer) || (writers.Types.TryGetValue(writer, out var type) && type.IsEnum),
            _ => false,
        };
    }

    private string? Names(WireType reader, WireType writer) =>
        writer.Fields.FirstOrDefault(field => !reader.Fields.Any(known => known.Name == field.Name)) is { } unknown
            ? $"'{unknown.Name}' of {writer.Name} is not known where it is read"
            : Numbers(reader, writer);

    /// <summary>Thrift's peers know fields, and the names of enums, by their numbers.</summary>
    private string? Numbers(WireType reader, WireType writer) =>
        NumberReading.WhyNot(
            reader.Name, isReaderDeployed ? reader.Fields : writer.Fields, isReaderDeployed ? writer.Fields : reader.Fields);

    private string? Fields(WireType reader, WireType writer)
    {
        foreach (var field in reader.Fields)
        {
            if (writer.Fields.FirstOrDefault(other => other.Name == field.Name) is not { } written)
            {
                // A reader of a new property knows that it may be missing. A deployed reader does not.
                if (field.IsRequired || (isReaderDeployed && !IsNullable(field.Type)))
                {
                    return $"'{field.Name}' of {reader.Name} is read and not written";
                }
            }
            else if (WhyNot(field.Type, written.Type) is { } reason)
            {
                return $"in '{field.Name}' of {reader.Name} {reason}";
            }
        }

        return Numbers(reader, writer);
    }

    private static (string Kind, string Element)? ElementOf(string type)
    {
        foreach (var kind in (string[])[WireTypeNames.List, WireTypeNames.Map])
        {
            if (type.StartsWith(kind, StringComparison.Ordinal) && type.EndsWith(">", StringComparison.Ordinal))
            {
                return (kind, type.Substring(kind.Length, type.Length - kind.Length - 1));
            }
        }

        return null;
    }
}
