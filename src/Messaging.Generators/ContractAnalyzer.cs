using System.Collections.Immutable;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Messaging.Generators;

/// <summary>Reports errors in an interface that is marked [RpcContract].</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        ContractRules.Inaccessible, ContractRules.ReturnType, ContractRules.Token, ContractRules.ByReference, ContractRules.Generic,
        ContractRules.NotMethod, ContractRules.SameMethodName, ContractRules.SameArgumentName, ContractRules.CastWithResult,
        ContractRules.ResultStream, ContractRules.Version, ContractRules.Progress, ContractRules.ArgumentStream, ContractRules.NoJson,
        ContractRules.ReservedName, ContractRules.Thrown, NumberedRules.Number, NumberedRules.NoThrift,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Check, SymbolKind.NamedType);
        context.RegisterSymbolAction(CheckMark, SymbolKind.Method);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || type.Find(KnownNames.Contract) is not { } attribute)
        {
            return;
        }

        var findings = new Findings();
        ContractReader.Read(type, attribute, findings);
        findings.Report(context);
    }

    /// <summary>Callers know the contract, and nothing of the class that serves it.</summary>
    private static void CheckMark(SymbolAnalysisContext context)
    {
        if (context.Symbol.ContainingType.TypeKind != TypeKind.Interface
            && ThrownReader.MarksOf(context.Symbol).FirstOrDefault() is { } mark)
        {
            context.ReportDiagnostic(new Finding(
                ContractRules.Thrown, context.Symbol, context.Symbol.Name, ThrownReader.ExceptionOf(mark).Name,
                "callers do not see the attributes of a class. Put it on the member of the contract").ToDiagnostic());
        }
    }
}
