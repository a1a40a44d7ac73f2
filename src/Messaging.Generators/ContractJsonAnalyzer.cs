using System.Collections.Immutable;
using Messaging.Generators.Json;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Messaging.Generators;

/// <summary>Finds types that a contract sends and its JsonSerializerContext lacks: generators do not see each other's output, so the user
/// must add them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractJsonAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a finding with the type as C# code.</summary>
    internal const string TypeProperty = "Type";

    private const string Serializable = "System.Text.Json.Serialization.JsonSerializableAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ContractRules.NotInContext];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Check, SymbolKind.NamedType);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || type.Find(KnownNames.Contract) is not { } attribute
            || attribute.Get<ITypeSymbol>("Json") is not INamedTypeSymbol { TypeKind: TypeKind.Class } json || HasErrors(type, attribute))
        {
            return;
        }

        var known = new HashSet<ITypeSymbol>(
            json.GetAttributes().Where(mark => mark.AttributeClass is { } name && TypeNames.Metadata(name) == Serializable)
                .Select(mark => mark.ConstructorArguments.FirstOrDefault().Value).OfType<ITypeSymbol>().SelectMany(TypeWalk.Of),
            SymbolEqualityComparer.Default);
        foreach (var method in type.AllInterfaces.Insert(0, type)
            .SelectMany(level => level.GetMembers()).OfType<IMethodSymbol>().Where(IsMember))
        {
            foreach (var (what, sent) in Sent(type, method).Where(pair => known.Add(pair.Type)))
            {
                var at = method.Locations.Concat(type.Locations).FirstOrDefault(place => place.IsInSource);
                context.ReportDiagnostic(Diagnostic.Create(
                    ContractRules.NotInContext, at, ImmutableDictionary<string, string?>.Empty.Add(TypeProperty, TypeNames.OfTypeOf(sent)),
                    what, method.Name,
                    sent.ToDisplayString(NullableFlowState.NotNull, SymbolDisplayFormat.CSharpShortErrorMessageFormat), json.Name));
            }
        }
    }

    private static bool HasErrors(INamedTypeSymbol type, AttributeData attribute)
    {
        var findings = new Findings();
        ContractReader.Read(type, attribute, findings);
        return findings.HasErrors;
    }

    private static bool IsMember(IMethodSymbol method) => method is { IsAbstract: true, IsStatic: false, MethodKind: MethodKind.Ordinary };

    /// <summary>The types that are serialised directly: the context includes the parts of a type with it.</summary>
    private static IEnumerable<(string What, ITypeSymbol Type)> Sent(INamedTypeSymbol contract, IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (!parameter.Has(KnownNames.Extra)
                && TypeNames.Metadata(parameter.Type) is not (KnownNames.Context or "System.Threading.CancellationToken"))
            {
                yield return ($"The parameter '{parameter.Name}'", parameter.Type.WithNullableAnnotation(NullableAnnotation.None));
            }
        }

        if (ReturnTypes.Split(method.ReturnType).Result is { } result)
        {
            yield return ("The result", result.WithNullableAnnotation(NullableAnnotation.None));
        }

        foreach (var property in ThrownReader.PropertiesOf(contract, method))
        {
            yield return (
                $"The property '{property.Name}' of {property.ContainingType.Name}",
                property.Type.WithNullableAnnotation(NullableAnnotation.None));
        }
    }
}
