using System.Collections.Immutable;
using Messaging.Generators.Endpoints;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Messaging.Generators;

/// <summary>Reports why a class that is marked [RpcEndpoint] cannot be served, as a server would at its start.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndpointAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EndpointRules.NotServed, EndpointRules.NoTable];

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
        if (type.TypeKind != TypeKind.Class || type.Find(KnownNames.Endpoint) is not { } attribute)
        {
            return;
        }

        var findings = new Findings();
        EndpointReader.Read(type, attribute, findings);
        findings.Report(context);
    }
}
