using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Types;

/// <summary>A number, a text, bytes, a boolean or a UUID.</summary>
internal sealed class BaseType : ThriftType
{
    public static readonly BaseType Bool = new("bool", TType.Bool);
    public static readonly BaseType Byte = new("i8", TType.Byte);
    public static readonly BaseType I16 = new("i16", TType.I16);
    public static readonly BaseType I32 = new("i32", TType.I32);
    public static readonly BaseType I64 = new("i64", TType.I64);
    public static readonly BaseType Double = new("double", TType.Double);
    public static readonly BaseType Text = new("string", TType.String);
    public static readonly BaseType Binary = new("binary", TType.String);
    public static readonly BaseType Uuid = new("uuid", TType.Uuid);

    private BaseType(string name, TType wire)
        : base(name, wire)
    {
    }

    public override bool IsName => true;

    /// <summary>Finds the type that a keyword of the language names, or null.</summary>
    public static BaseType? Find(string word) => word switch
    {
        "bool" => Bool,
        "byte" or "i8" => Byte,
        "i16" => I16,
        "i32" => I32,
        "i64" => I64,
        "double" => Double,
        "string" or "slist" => Text,
        "binary" => Binary,
        "uuid" => Uuid,
        _ => null,
    };
}
