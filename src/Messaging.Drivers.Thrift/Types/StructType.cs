using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Types;

/// <summary>A struct, a union, an exception, or the arguments of a method.</summary>
internal sealed class StructType(string name, string program, StructKind kind) : ThriftType(name, TType.Struct)
{
    /// <summary>The name of the field with the message of an exception, if there is a field of that name.</summary>
    public const string Message = "message";

    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<short, int> _byId = [];

    public StructKind Kind { get; } = kind;

    /// <summary>The file that declares it, without folder and extension; for a contract's exception, its namespace.</summary>
    public string Program { get; } = program;

    public IReadOnlyList<ThriftField> Fields { get; private set; } = [];

    /// <summary>The message field of an exception: the one of that name, else the first text field; null when there is none.</summary>
    public ThriftField? MessageField { get; private set; }

    /// <summary>Sets the fields, after construction, because a struct may contain itself.</summary>
    public void SetFields(IReadOnlyList<ThriftField> fields)
    {
        Fields = fields;
        for (var i = 0; i < fields.Count; i++)
        {
            _byId[fields[i].Id] = i;
            _byName[fields[i].IdlName] = i;
            _byName.TryAdd(fields[i].Name, i);
        }

        var texts = fields.Where(field => field.Type == BaseType.Text).ToArray();
        MessageField = Array.Find(texts, field => field.Name == Message) ?? texts.FirstOrDefault();
    }

    /// <summary>The index of the field with a number, or -1.</summary>
    public int IndexOf(short id) => _byId.TryGetValue(id, out var index) ? index : -1;

    /// <summary>The index of the field with a name, in any usual spelling, or -1.</summary>
    public int IndexOf(string name) =>
        _byName.TryGetValue(name, out var index) || _byName.TryGetValue(SnakeNames.Of(name), out index) ? index : -1;

    public string KnownNames => Fields.Count == 0 ? "none" : string.Join(", ", Fields.Select(one => one.Name));
}
