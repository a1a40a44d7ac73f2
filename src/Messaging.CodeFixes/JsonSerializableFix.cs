using System.Collections.Immutable;
using System.Composition;
using Messaging.Generators;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Messaging.CodeFixes;

/// <summary>Adds a type to a contract's JsonSerializerContext (RPC0017).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JsonSerializableFix))]
[Shared]
public sealed class JsonSerializableFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ContractRules.NotInContext.Id];

    /// <inheritdoc/>
    /// <remarks>None: fixes of several findings would write the same list of attributes.</remarks>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<InterfaceDeclarationSyntax>() is not { } contract
            || model?.GetDeclaredSymbol(contract, context.CancellationToken)
                ?.Find(KnownNames.Contract).Get<ITypeSymbol>("Json") is not { } json
            || json.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(ContractJsonAnalyzer.TypeProperty, out var type) && type is not null)
            {
                var title = $"Add it to {json.Name}";
                context.RegisterCodeFix(
                    CodeAction.Create(
                        title,
                        token => AddAsync(context.Document.Project.Solution, declaration, type, token),
                        equivalenceKey: title + type),
                    diagnostic);
            }
        }
    }

    private static async Task<Solution> AddAsync(
        Solution solution, SyntaxReference declaration, string type, CancellationToken cancellationToken)
    {
        var root = await declaration.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        if (solution.GetDocument(declaration.SyntaxTree) is not { } document
            || await declaration.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not TypeDeclarationSyntax json)
        {
            return solution;
        }

        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("System.Text.Json.Serialization.JsonSerializable"),
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(
                SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(SyntaxFactory.ParseTypeName(type))))));
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithAdditionalAnnotations(Simplifier.Annotation, Microsoft.CodeAnalysis.Formatting.Formatter.Annotation);

        // Anything above the type, such as its documentation, stays above it.
        var bare = json.WithLeadingTrivia();
        var marked = json.AttributeLists.Count > 0
            ? json.AddAttributeLists(list)
            : bare.WithAttributeLists(SyntaxFactory.SingletonList(list)).WithLeadingTrivia(json.GetLeadingTrivia());
        return solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNode(json, marked));
    }
}
