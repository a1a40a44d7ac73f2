using System.Globalization;
using System.Text;
using System.Text.Json;
using Messaging.Drivers.Thrift.Codec;
using Messaging.Drivers.Thrift.Types;
using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Idl;

/// <summary>Converts the constants of a file to JSON, as their types require.</summary>
internal sealed class IdlConstants
{
    private readonly HashSet<IdlConstant> _open = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="ThriftIdlException">The value is not of the type.</exception>
    public RpcValue Read(IdlProgram program, IdlValue value, ThriftType type)
    {
        using var buffer = MessageBuffer.Rent();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, program, value, type);
        }

        return RpcValue.Parse(buffer.WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer, IdlProgram program, IdlValue value, ThriftType type)
    {
        if (value.Token.Kind == IdlTokenKind.Name && program.Find(value.Token.Text) is (var home, IdlConstant constant))
        {
            if (!_open.Add(constant))
            {
                throw constant.Place.Error($"the constant '{constant.Name}' refers to itself. Break the cycle.");
            }

            Write(writer, home, constant.Value, type);
            _open.Remove(constant);
            return;
        }

        switch (type)
        {
            case ListType list when value.IsList:
                writer.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Write(writer, program, item, list.Element);
                }

                writer.WriteEndArray();
                break;
            case MapType map when value.IsMap:
                WriteMap(writer, program, value, map);
                break;
            case StructType made when value.IsMap:
                WriteStruct(writer, program, value, made);
                break;
            // Some files write an empty set as a map.
            case ListType when value is { IsMap: true, Items.Count: 0 }:
                writer.WriteStartArray();
                writer.WriteEndArray();
                break;
            case EnumType named when NumberOf(program, value.Token, named) is { } number:
                writer.WriteEnum(named, number);
                break;
            case BaseType when TryWrite(writer, program, value, type):
                break;
            default:
                throw value.Token.Place.Error($"expected a value of the type {type}, but found {value}.");
        }
    }

    /// <summary>Writes an object, or pairs when the keys cannot be names.</summary>
    private void WriteMap(Utf8JsonWriter writer, IdlProgram program, IdlValue value, MapType map)
    {
        if (map.Key.IsName)
        {
            writer.WriteStartObject();
            for (var i = 0; i < value.Items.Count; i += 2)
            {
                writer.WritePropertyName(Read(program, value.Items[i], map.Key).ToString());
                Write(writer, program, value.Items[i + 1], map.Value);
            }

            writer.WriteEndObject();
            return;
        }

        writer.WriteStartArray();
        for (var i = 0; i < value.Items.Count; i += 2)
        {
            writer.WriteStartArray();
            Write(writer, program, value.Items[i], map.Key);
            Write(writer, program, value.Items[i + 1], map.Value);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private void WriteStruct(Utf8JsonWriter writer, IdlProgram program, IdlValue value, StructType made)
    {
        writer.WriteStartObject();
        for (var i = 0; i < value.Items.Count; i += 2)
        {
            var name = value.Items[i].Token;
            if (made.IndexOf(name.Text) is not (>= 0 and var index) || name.Kind != IdlTokenKind.Text)
            {
                throw name.Place.Error($"{made} has no field {name}. It has {made.KnownNames}.");
            }

            writer.WritePropertyName(made.Fields[index].Name);
            Write(writer, program, value.Items[i + 1], made.Fields[index].Type);
        }

        writer.WriteEndObject();
    }

    private static int? NumberOf(IdlProgram program, IdlToken token, EnumType wanted) => token.Kind switch
    {
        IdlTokenKind.Integer => (int)IdlNumbers.Read(token, int.MinValue, int.MaxValue, "an enum"),
        IdlTokenKind.Name => EnumNumber(program, token, wanted),
        _ => null,
    };

    private static bool TryWrite(Utf8JsonWriter writer, IdlProgram program, IdlValue value, ThriftType type)
    {
        var token = value.Token;
        switch (type.Wire, token.Kind)
        {
            case (TType.Bool, IdlTokenKind.Name) when token.Text is "true" or "false":
                writer.WriteBooleanValue(token.Text == "true");
                return true;
            case (TType.Bool, IdlTokenKind.Integer):
                writer.WriteBooleanValue(IdlNumbers.Read(token, 0, 1, "a bool") == 1);
                return true;
            case (TType.I32 or TType.I64 or TType.I16, IdlTokenKind.Name) when EnumNumber(program, token) is { } number:
                writer.WriteNumberValue(number);
                return true;
            case (TType.Byte or TType.I16 or TType.I32 or TType.I64, IdlTokenKind.Integer):
                var (least, most) = IntegerRange.Of(type.Wire);
                writer.WriteNumberValue(IdlNumbers.Read(token, least, most, $"the type {type}"));
                return true;
            case (TType.Double, IdlTokenKind.Integer or IdlTokenKind.Number):
                if (!double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) || !double.IsFinite(real))
                {
                    return false;
                }

                writer.WriteNumberValue(real);
                return true;
            case (TType.String, IdlTokenKind.Text) when type == BaseType.Binary:
                writer.WriteBase64StringValue(Encoding.UTF8.GetBytes(token.Text));
                return true;
            case (TType.String, IdlTokenKind.Text):
                writer.WriteStringValue(token.Text);
                return true;
            case (TType.Uuid, IdlTokenKind.Text) when Guid.TryParse(token.Text, out var id):
                writer.WriteStringValue(id);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Finds the number of an enum value: <c>Colour.RED</c>, or <c>shared.Colour.RED</c> from an included file.</summary>
    private static int? EnumNumber(IdlProgram program, IdlToken token, EnumType? wanted = null)
    {
        // Where Apache's compiler knows the wanted enum, it does not check the name before the dot: some files have it wrong.
        var dot = token.Text.LastIndexOf('.');
        var name = token.Text[(dot + 1)..];
        if (dot >= 0 && wanted is not null && wanted.TryFind(name, out var known))
        {
            return known;
        }

        if (dot < 0 || program.Find(token.Text[..dot]) is not (_, IdlEnum declared))
        {
            return null;
        }

        foreach (var (declaredName, number) in declared.Values)
        {
            if (declaredName == name)
            {
                return number;
            }
        }

        throw token.Place.Error($"the enum '{declared.Name}' has no value '{name}'.");
    }
}
