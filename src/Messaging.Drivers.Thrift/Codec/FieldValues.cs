using Messaging.Drivers.Thrift.Types;

namespace Messaging.Drivers.Thrift.Codec;

/// <summary>Finds the values to write for the fields of a struct.</summary>
internal static class FieldValues
{
    /// <summary>Returns the values in the order of the fields; null for a field that is not written.</summary>
    /// <exception cref="SerializationException">A field is unknown, a required field is missing, or a union does not have exactly one
    /// field.</exception>
    public static RpcValue[] Read(StructType type, RpcValue value)
    {
        var given = new RpcValue[type.Fields.Count];
        foreach (var (name, part) in value.Properties)
        {
            var index = type.IndexOf(name);
            if (index < 0)
            {
                throw new SerializationException(type.Kind == StructKind.Arguments
                    ? $"'{type.Name}' has no argument '{name}'. It takes {type.KnownNames}."
                    : $"{type.Name} has no field '{name}'. It has {type.KnownNames}.");
            }

            given[index] = part;
        }

        var count = 0;
        for (var i = 0; i < given.Length; i++)
        {
            var field = type.Fields[i];
            if (given[i].IsMissing && field.HasDefault && field.Presence != Presence.Optional && type.Kind != StructKind.Union)
            {
                given[i] = field.DefaultValue;
            }

            if (given[i].IsNull && field.Presence == Presence.Required && type.Kind != StructKind.Union)
            {
                var what = type.Kind == StructKind.Arguments ? $"the argument '{field.Name}'" : $"its field '{field.Name}'";
                throw new SerializationException($"'{type.Name}' cannot be written without {what}, which is required.");
            }

            count += given[i].IsNull ? 0 : 1;
        }

        return type.Kind != StructKind.Union || count == 1
            ? given
            : throw new SerializationException($"The union {type.Name} must have exactly one of its fields ({type.KnownNames}), but "
                + $"{count} were given.");
    }
}
