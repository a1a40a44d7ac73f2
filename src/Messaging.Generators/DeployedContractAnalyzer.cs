using System.Collections.Immutable;
using Messaging.Generators.Comparing;
using Messaging.Generators.Deployed;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Messaging.Generators;

/// <summary>Reports which deployed peers a change of a contract breaks, based on the project's RpcContracts.txt.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeployedContractAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of the build with which the file is written, and not compared.</summary>
    internal const string UpdateProperty = "build_property.UpdateRpcContracts";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DeployedRules.Removed, DeployedRules.Changed, DeployedRules.Unversioned, DeployedRules.Unrecorded, DeployedRules.Unreadable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    internal static bool IsUpdate(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue(UpdateProperty, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (IsUpdate(context.Options.AnalyzerConfigOptionsProvider))
        {
            return;
        }

        var recorded = RecordedContracts.Find(context.Options, context.Compilation, context.CancellationToken);
        context.RegisterSymbolAction(symbol => Check(symbol, recorded), SymbolKind.NamedType);
        if (recorded is not null)
        {
            context.RegisterAdditionalFileAction(file => Check(file, recorded));
        }
    }

    private static void Check(SymbolAnalysisContext context, RecordedContracts? recorded)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface
            || !type.Has(KnownNames.Contract)
            || SurfaceBuilder.Of(type) is not { Contracts.Count: 1 } current)
        {
            return;
        }

        if (recorded is null)
        {
            // Only reported when enabled: there may be no peer yet.
            context.ReportDiagnostic(Diagnostic.Create(
                DeployedRules.Unrecorded, type.Locations.FirstOrDefault(place => place.IsInSource), DiagnosticSeverity.Info,
                additionalLocations: null, properties: null,
                type.Name, "is not recorded anywhere, so nothing checks whether a change to it breaks deployed peers"));
        }
        else if (recorded.Find(type) is { } before)
        {
            foreach (var finding in new ContractComparison(type, recorded.Surface, before, current).Compare())
            {
                context.ReportDiagnostic(finding.ToDiagnostic());
            }
        }
        else if (recorded.Unreadable.Count == 0)
        {
            context.ReportDiagnostic(
                new Finding(DeployedRules.Unrecorded, type, type.Name, "is not recorded in RpcContracts.txt").ToDiagnostic());
        }
    }

    private static void Check(AdditionalFileAnalysisContext context, RecordedContracts recorded)
    {
        if (context.AdditionalFile != recorded.File)
        {
            return;
        }

        foreach (var (line, text) in recorded.Unreadable)
        {
            context.ReportDiagnostic(Diagnostic.Create(DeployedRules.Unreadable, PlaceOf(context, line), line + 1, text));
        }

        foreach (var contract in recorded.Removed)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DeployedRules.Removed, PlaceOf(context, contract.Line), $"The contract {contract.Name} of {contract.Address}"));
        }
    }

    private static Location? PlaceOf(AdditionalFileAnalysisContext context, int line)
    {
        if (context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return null;
        }

        var span = text.Lines[line].Span;
        return Location.Create(context.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span));
    }
}
