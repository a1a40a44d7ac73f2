using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Messaging.Generators.Rules;

/// <summary>What was found while a contract was read. The generator only checks whether there are errors; the analyzer reports
/// all.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _all = [];

    public IReadOnlyList<Finding> All => _all;

    /// <summary>Whether there are errors, so that nothing can be generated.</summary>
    public bool HasErrors => _all.Exists(finding => finding.Rule.DefaultSeverity == DiagnosticSeverity.Error);

    public void Add(Finding finding) => _all.Add(finding);

    public void Report(SymbolAnalysisContext context) => _all.ForEach(finding => context.ReportDiagnostic(finding.ToDiagnostic()));

    public void Add(DiagnosticDescriptor rule, ISymbol at, params object[] words) => _all.Add(new Finding(rule, at, words));
}
