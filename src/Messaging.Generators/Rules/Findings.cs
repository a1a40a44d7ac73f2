using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Messaging.Generators.Rules;

/// <summary>What was found while a contract was read. The generator only asks whether it can be written; the analyzer says all.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _all = [];

    public IReadOnlyList<Finding> All => _all;

    /// <summary>Whether nothing can be generated.</summary>
    public bool HasErrors => _all.Exists(finding => finding.Rule.DefaultSeverity == DiagnosticSeverity.Error);

    public void Add(Finding finding) => _all.Add(finding);

    public void Report(SymbolAnalysisContext context) => _all.ForEach(finding => context.ReportDiagnostic(finding.ToDiagnostic()));

    public void Add(DiagnosticDescriptor rule, ISymbol at, params object[] words) => _all.Add(new Finding(rule, at, words));
}
