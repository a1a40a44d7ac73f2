using Messaging.Generators.Json;
using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Numbered;

/// <summary>Checks which types Thrift has, and says what to use instead of the others.</summary>
internal static class ThriftForm
{
    private const string Instead =
        "use bool, sbyte, short, int, long, double, string, byte[], Guid, an enum, a list, a set, a map, "
        + "or a class whose properties are numbered";

    /// <summary>Thrift's name of a platform type; null when it has none.</summary>
    public static string? Word(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "bool",
        SpecialType.System_SByte => "i8",
        SpecialType.System_Int16 => "i16",
        SpecialType.System_Int32 => "i32",
        SpecialType.System_Int64 => "i64",
        SpecialType.System_Double => "double",
        SpecialType.System_String => "string",
        _ when type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => "binary",
        _ when TypeNames.Metadata(type) == "System.Guid" => "uuid",
        _ => null,
    };

    /// <summary>Whether values can be names in JSON, so that they can be keys of a map.</summary>
    public static bool IsKey(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || (Word(type) is { } word && word is not ("binary" or "double"));

    /// <summary>Why a type has no form in Thrift: what it is, and what to use instead.</summary>
    public static (string What, string Instead) Unfit(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Byte => ("a byte, which is never negative", "use sbyte, short, or byte[]"),
        SpecialType.System_UInt16 => ("a ushort", "use int"),
        SpecialType.System_UInt32 => ("a uint", "use long"),
        SpecialType.System_UInt64 => ("a ulong", "use long, or a string"),
        SpecialType.System_Single => ("a float", "use double"),
        SpecialType.System_Decimal => ("a decimal", "use double, or a string"),
        SpecialType.System_Char => ("a char", "use a string"),
        SpecialType.System_DateTime => ("a time", "use long, or a string"),
        SpecialType.System_Object => ("an object, which may be anything", Instead),
        _ => Unfit(type, TypeNames.Metadata(type)),
    };

    private static (string What, string Instead) Unfit(ITypeSymbol type, string name) => name switch
    {
        KnownNames.Value => ("an RpcValue, which may be anything", Instead),
        "System.DateTimeOffset" or "System.DateOnly" or "System.TimeOnly" or "System.TimeSpan" => ("a time", "use long, or a string"),
        _ when TypeWalk.HasConverter(type) => ($"a {type.Name}, whose JsonConverter gives it a form of its own", Instead),
        _ => ($"a {type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}", Instead),
    };
}
