using System.Collections.Immutable;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Messaging.Generators;

/// <summary>Finds calls of contracts whose tasks nobody awaits. The compiler warns only in async methods.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedTaskAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ContractRules.Dropped];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Check, OperationKind.ExpressionStatement);
    }

    private static void Check(OperationAnalysisContext context)
    {
        // An assignment to a discard is another operation, and intentional.
        var dropped = ((IExpressionStatementOperation)context.Operation).Operation;
        if (CallOf(dropped) is { } call && (call.Instance?.Type).IsContract() && call.TargetMethod.IsAbstract
            && ReturnTypes.Split(call.TargetMethod.ReturnType).Shape != Models.ReturnShape.Plain)
        {
            var isCast = call.TargetMethod.Has(KnownNames.OneWay) || call.TargetMethod.Has(KnownNames.Fanout);
            context.ReportDiagnostic(Diagnostic.Create(
                ContractRules.Dropped, dropped.Syntax.GetLocation(), call.TargetMethod.Name,
                isCast ? "" : ", or mark the member [RpcOneWay] if a cast was meant"));
        }
    }

    /// <summary>The call itself, also after <c>?.</c>, and inside calls such as ConfigureAwait.</summary>
    private static IInvocationOperation? CallOf(IOperation operation) => operation switch
    {
        IConditionalAccessOperation access => CallOf(access.WhenNotNull),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task } => CallOf(task),
        IInvocationOperation call => call,
        _ => null,
    };
}
