using System.Collections.Immutable;
using System.Composition;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Messaging.CodeFixes;

/// <summary>Makes a member of a contract return a task (RPC0002).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTaskFix))]
[Shared]
public sealed class ReturnTaskFix : CodeFixProvider
{
    private const string Title = "Return a task";
    private const string TaskType = "System.Threading.Tasks.Task";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ContractRules.ReturnType.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(method.ReturnType, TaskOf(method.ReturnType)))),
                    equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    private static TypeSyntax TaskOf(TypeSyntax type)
    {
        var isVoid = type is PredefinedTypeSyntax { Keyword: var keyword } && keyword.IsKind(SyntaxKind.VoidKeyword);
        return SyntaxFactory.ParseTypeName(isVoid ? TaskType : $"{TaskType}<{type.WithoutTrivia()}>")
            .WithTriviaFrom(type).WithAdditionalAnnotations(Simplifier.Annotation);
    }
}
