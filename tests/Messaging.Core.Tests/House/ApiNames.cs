using System.Reflection;

namespace Messaging.Core.Tests.House;

/// <summary>Types as C# names them, with the question marks of what may be null.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(char)] = "char", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(double)] = "double", [typeof(float)] = "float",
            [typeof(decimal)] = "decimal",
    };

    public static NullabilityInfoContext Nullability => new();

    /// <summary>A type with what is known about its nulls.</summary>
    public static string Of(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        var mark = info.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray && info.ElementType is { } element)
        {
            return $"{Of(element)}[]{mark}";
        }

        var name = type.IsGenericType && info.GenericTypeArguments.Length > 0
            ? $"{Simple(type)}<{string.Join(", ", info.GenericTypeArguments.Select(Of))}>"
            : Of(type);
        return name + mark;
    }

    /// <summary>A type; with its namespace when it is the subject of a line.</summary>
    public static string Of(Type type, bool full = false)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        var prefix = full ? type.Namespace + "." : "";
        var outer = type is { IsNested: true, IsGenericParameter: false } ? Of(type.DeclaringType!) + "." : "";
        return type.IsGenericType
            ? $"{prefix}{outer}{Simple(type)}<{string.Join(", ", type.GetGenericArguments().Select(argument => Of(argument)))}>"
            : prefix + outer + type.Name;
    }

    private static string Simple(Type type) => type.Name.Split('`')[0];
}
