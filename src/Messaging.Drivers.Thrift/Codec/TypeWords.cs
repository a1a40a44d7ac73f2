using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Codec;

/// <summary>The names of the wire types in error messages.</summary>
internal static class TypeWords
{
    public static string Of(TType type) => type switch
    {
        TType.Byte => "an i8",
        TType.I16 or TType.I32 or TType.I64 => "an " + type.ToString().ToLowerInvariant(),
        TType.Map or TType.Set or TType.List or TType.Struct or TType.String or TType.Bool or TType.Double or TType.Uuid =>
            "a " + type.ToString().ToLowerInvariant(),
        _ => $"the unknown type {(int)type}",
    };
}
