using Messaging.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Reading;

/// <summary>How an exception is recreated from the values that are sent.</summary>
/// <param name="Arguments">The arguments of the constructor.</param>
/// <param name="Properties">The properties that are sent, and when they get their values.</param>
internal sealed record ExceptionShape(
    IReadOnlyList<ThrownArgument> Arguments, IReadOnlyList<(IPropertySymbol Property, ThrownPlace Place)> Properties)
{
    /// <summary>The shape with the constructor that takes the most; null when none fits.</summary>
    public static ExceptionShape? Of(INamedTypeSymbol type, INamedTypeSymbol contract)
    {
        var properties = PropertiesOf(type).ToArray();
        var fitting = type.InstanceConstructors
            .Where(constructor => IsVisible(constructor, contract))
            .Select(constructor => ArgumentsOf(constructor, properties))
            .OfType<ThrownArgument[]>()
            .OrderByDescending(arguments => arguments.Length)
            .ThenByDescending(arguments => arguments.Count(argument => argument.Kind == ThrownArgumentKind.Message))
            .FirstOrDefault();
        return fitting is null ? null : new ExceptionShape(
            fitting,
            [.. properties.Select(property => (property, PlaceOf(property, fitting, contract)))
                .Where(pair => pair.Item2 is not null)
                .Select(pair => (pair.property, pair.Item2!.Value))]);
    }

    /// <summary>The name of a property on the wire.</summary>
    public static string WireName(IPropertySymbol property) =>
        property.Find("System.Text.Json.Serialization.JsonPropertyNameAttribute").Text() ?? WireNames.OfParameter(property.Name);

    /// <summary>Whether the code that is generated for a contract sees a symbol.</summary>
    public static bool IsVisible(ISymbol symbol, INamedTypeSymbol contract)
    {
        for (var around = symbol; around is not null and not INamespaceSymbol; around = around.ContainingType)
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(around.ContainingAssembly, contract.ContainingAssembly);
            if (around is INamedTypeSymbol { IsFileLocal: true }
                || !(around.DeclaredAccessibility == Accessibility.Public
                    || (isOwn && around.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Its public properties, except those that every exception has.</summary>
    private static IEnumerable<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        HashSet<string> seen = [];
        for (var level = type; level is not null && TypeNames.Metadata(level) != "System.Exception"; level = level.BaseType)
        {
            foreach (var property in level.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is
                    {
                        DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false,
                        GetMethod.DeclaredAccessibility: Accessibility.Public
                    }
                    && seen.Add(property.Name)
                    && !IsOfEveryException(property)
                    && !property.Has("System.Text.Json.Serialization.JsonIgnoreAttribute"))
                {
                    yield return property;
                }
            }
        }
    }

    private static bool IsOfEveryException(IPropertySymbol property)
    {
        var first = property;
        while (first.OverriddenProperty is { } overridden)
        {
            first = overridden;
        }

        return TypeNames.Metadata(first.ContainingType) == "System.Exception";
    }

    private static ThrownArgument[]? ArgumentsOf(IMethodSymbol constructor, IPropertySymbol[] properties)
    {
        var parameters = constructor.Parameters;
        var arguments = new ThrownArgument[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (ArgumentOf(parameters[i], i, parameters.Length, properties) is not { } argument)
            {
                return null;
            }

            arguments[i] = argument;
        }

        return arguments.GroupBy(argument => argument).All(group => group.Count() == 1) ? arguments : null;
    }

    /// <summary>The argument for a parameter: a property of its name and type, or else the message or the failure.</summary>
    private static ThrownArgument? ArgumentOf(IParameterSymbol parameter, int place, int count, IPropertySymbol[] properties)
    {
        if (parameter.RefKind != RefKind.None)
        {
            return null;
        }

        if (Array.Find(properties, property => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
            && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type)) is { } same)
        {
            return new ThrownArgument(ThrownArgumentKind.Property, same.Name);
        }

        // Under any name: (string) and (string, Exception) are the usual constructors of exceptions.
        var isOnly = place == 0 && count <= 2;
        return parameter.Type.SpecialType == SpecialType.System_String && (parameter.Name == "message" || isOnly)
            ? new ThrownArgument(ThrownArgumentKind.Message)
            : TypeNames.Metadata(parameter.Type) == "System.Exception" ? new ThrownArgument(ThrownArgumentKind.Inner)
            : null;
    }

    /// <summary>When a property gets its value; null when nothing can set it, because it is computed from others.</summary>
    private static ThrownPlace? PlaceOf(IPropertySymbol property, ThrownArgument[] arguments, INamedTypeSymbol contract)
    {
        if (Array.Exists(arguments, argument => argument.Property == property.Name))
        {
            return ThrownPlace.Constructor;
        }

        return property.SetMethod is not { } set || !IsVisible(set, contract) ? null
            : set.IsInitOnly || property.IsRequired ? ThrownPlace.Initializer
            : ThrownPlace.Setter;
    }
}
