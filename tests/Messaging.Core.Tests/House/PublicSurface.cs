using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Messaging.Core.Tests.House;

/// <summary>The public surface of an assembly in lines: one for each type and each member, sorted, as C# reads.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What is special is how the compiler groups extension members, whose accessors are methods of their class.
    public static IReadOnlyList<string> Describe(Assembly assembly) =>
        [.. assembly.GetExportedTypes().Where(type => !type.IsSpecialName).SelectMany(Lines).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        var name = ApiNames.Of(type, full: true);
        yield return $"{name}: {Kind(type)}{Bases(type)}";
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetNames(type))
            {
                yield return $"{name}.{value} = {Convert.ToInt64(Enum.Parse(type, value), CultureInfo.InvariantCulture)}";
            }

            yield break;
        }

        foreach (var member in type.GetMembers(Declared).Where(IsVisible))
        {
            if (Line(member) is { } line)
            {
                yield return $"{name}.{line}";
            }
        }
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{ApiNames.Of(constructor.DeclaringType!)}({Parameters(constructor)})",
        PropertyInfo property => Property(property),
        FieldInfo field => $"{Static(field.IsStatic)}{field.Name}: {ApiNames.Of(ApiNames.Nullability.Create(field))}",
        EventInfo change => $"event {change.Name}: {ApiNames.Of(change.EventHandlerType!)}",
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo method =>
            $"{Static(method.IsStatic)}{method.Name}{Generics(method)}({Parameters(method)}): {ApiNames.Of(ApiNames.Nullability.Create(method.ReturnParameter))}",
        _ => null,
    };

    private static string Property(PropertyInfo property)
    {
        var parameters = property.GetIndexParameters();
        var index = parameters.Length == 0 ? "" : $"[{string.Join(", ", parameters.Select(Parameter))}]";
        var get = property.GetMethod is { } getter && IsVisible(getter) ? " get;" : "";
        var set = property.SetMethod is { } setter && IsVisible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var required = property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";
        return $"{Static(property.GetAccessors(true)[0].IsStatic)}{required}{property.Name}{index}: {ApiNames.Of(ApiNames.Nullability.Create(property))} {{{get}{set} }}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var prefix = parameter.GetCustomAttribute<ParamArrayAttribute>() is not null
            || parameter.GetCustomAttribute<ParamCollectionAttribute>() is not null ? "params "
            : parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "";
        var byDefault = parameter.HasDefaultValue ? $" = {Default(parameter)}" : "";
        return $"{prefix}{ApiNames.Of(ApiNames.Nullability.Create(parameter))} {parameter.Name}{byDefault}";
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool value => value ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Kind(Type type)
    {
        if (type.IsEnum || type.IsInterface)
        {
            return type.IsEnum ? "enum" : "interface";
        }

        if (type.IsValueType)
        {
            return type.GetCustomAttribute<IsReadOnlyAttribute>() is null ? "struct" : "readonly struct";
        }

        return (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static class",
            (true, false) => "abstract class",
            (false, true) => "sealed class",
            _ => "class",
        };
    }

    private static string Bases(Type type)
    {
        var inherited = type.BaseType is { } parent ? parent.GetInterfaces() : [];
        IEnumerable<Type> bases = type.GetInterfaces().Except(inherited).Where(contract => contract.IsPublic)
            .OrderBy(contract => contract.Name, StringComparer.Ordinal);
        if (type is { IsEnum: false, IsValueType: false, BaseType: { } own } && own != typeof(object))
        {
            bases = bases.Prepend(own);
        }

        var names = type.IsEnum ? "" : string.Join(", ", bases.Select(contract => ApiNames.Of(contract)));
        return names.Length == 0 ? "" : " : " + names;
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        PropertyInfo property => property.GetAccessors(true).Any(IsVisible),
        EventInfo change => IsVisible(change.AddMethod!),
        _ => false,
    };
}
