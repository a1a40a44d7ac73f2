using System.Collections.Immutable;
using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Messaging.Generators;

/// <summary>Finds authorisation attributes that have no effect: on a class that serves a contract, where only those of the contract
/// count.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AuthorizeAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Unseen = new(
        "RPC0018", "The contract says who may call it",
        "{0} serves the contract {1}, and only attributes of the contract count: put [RpcAuthorize] there",
        "Messaging", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "docs/analyzers.md#rpc0018");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Unseen];

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
        if (type.TypeKind != TypeKind.Class || type.AllInterfaces.FirstOrDefault(face => face.Has(KnownNames.Contract)) is not { } first)
        {
            return;
        }

        if (type.Has(KnownNames.Authorize))
        {
            Report(context, type, first);
        }

        foreach (var face in type.AllInterfaces
            .Where(face => face.Has(KnownNames.Contract))
            .SelectMany(face => face.AllInterfaces.Insert(0, face)))
        {
            foreach (var member in face.GetMembers().Select(type.FindImplementationForInterfaceMember).OfType<IMethodSymbol>())
            {
                if (member.Has(KnownNames.Authorize) && SymbolEqualityComparer.Default.Equals(member.ContainingType, type))
                {
                    Report(context, member, face);
                }
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, ISymbol at, INamedTypeSymbol contract) =>
        context.ReportDiagnostic(Diagnostic.Create(Unseen, at.Locations.FirstOrDefault(place => place.IsInSource), at.Name, contract.Name));
}
