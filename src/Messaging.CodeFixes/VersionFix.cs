using System.Collections.Immutable;
using System.Composition;
using Messaging.Generators.Comparing;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Messaging.CodeFixes;

/// <summary>Gives a contract and its new member a version that deployed peers can refuse, or restores a lowered version
/// (RPC0022).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(VersionFix))]
[Shared]
public sealed class VersionFix : CodeFixProvider
{
    private const string MethodAttribute = "Messaging.RpcMethod";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeployedRules.Unversioned.Id];

    /// <inheritdoc/>
    /// <remarks>None: fixes of several findings would write the same version of the contract.</remarks>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            diagnostic.Properties.TryGetValue(ContractComparison.VersionProperty, out var version);
            diagnostic.Properties.TryGetValue(ContractComparison.SinceProperty, out var since);
            List<Edit> edits = [];
            if (await EditContractAsync(context, diagnostic, version, edits).ConfigureAwait(false)
                && await EditMemberAsync(context, since, edits).ConfigureAwait(false) && edits.Count > 0)
            {
                var title = (version, since) switch
                {
                    (null, _) => $"Set Since to {since}",
                    (_, null) => $"Set Version to {version}",
                    _ => $"Raise Version to {version}, with it as Since of the member",
                };
                context.RegisterCodeFix(
                    CodeAction.Create(
                        title, token => ApplyAsync(context.Document.Project.Solution, edits, token), equivalenceKey: title),
                    diagnostic);
            }
        }
    }

    private static async Task<bool> EditContractAsync(CodeFixContext context, Diagnostic diagnostic, string? version, List<Edit> edits)
    {
        if (version is null)
        {
            return true;
        }

        var place = diagnostic.AdditionalLocations.Count > 0 ? diagnostic.AdditionalLocations[0] : diagnostic.Location;
        if (await SymbolAtAsync(context, place).ConfigureAwait(false) is not INamedTypeSymbol contract
            || contract.Find(KnownNames.Contract)?.ApplicationSyntaxReference is not { } reference
            || await reference.GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false) is not AttributeSyntax attribute)
        {
            return false;
        }

        edits.Add(new Edit(attribute, With(attribute, "Version", version)));
        return true;
    }

    private static async Task<bool> EditMemberAsync(CodeFixContext context, string? since, List<Edit> edits)
    {
        if (since is null)
        {
            return true;
        }

        if (await SymbolAtAsync(context, context.Diagnostics[0].Location).ConfigureAwait(false) is not IMethodSymbol method)
        {
            return false; // It is in another project.
        }

        if (method.Find(KnownNames.Method)?.ApplicationSyntaxReference is { } reference)
        {
            var attribute = (AttributeSyntax)await reference.GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false);
            edits.Add(new Edit(attribute, With(attribute, "Since", since)));
        }
        else
        {
            var declaration = (MethodDeclarationSyntax)await method.DeclaringSyntaxReferences[0]
                .GetSyntaxAsync(context.CancellationToken).ConfigureAwait(false);
            edits.Add(new Edit(declaration, Mark(declaration, since)));
        }

        return true;
    }

    /// <summary>The declaration at a location, in any file of the project.</summary>
    private static async Task<ISymbol?> SymbolAtAsync(CodeFixContext context, Location place)
    {
        if (place.SourceTree is not { } tree || context.Document.Project.Solution.GetDocument(tree) is not { } document)
        {
            return null;
        }

        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var root = await tree.GetRootAsync(context.CancellationToken).ConfigureAwait(false);
        return root.FindNode(place.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } node
            ? model?.GetDeclaredSymbol(node, context.CancellationToken)
            : null;
    }

    private static AttributeSyntax With(AttributeSyntax attribute, string property, string version)
    {
        var value = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(version));
        if (attribute.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == property) is { } before)
        {
            return attribute.ReplaceNode(before.Expression, value.WithTriviaFrom(before.Expression));
        }

        var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(property), null, value);
        return attribute.AddArgumentListArguments(argument).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static MethodDeclarationSyntax Mark(MethodDeclarationSyntax method, string since)
    {
        var mark = With(SyntaxFactory.Attribute(SyntaxFactory.ParseName(MethodAttribute)), "Since", since);
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(mark))
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);

        // Anything above the method, such as its documentation, stays above it.
        return method.AttributeLists.Count > 0
            ? method.AddAttributeLists(list)
            : method.WithLeadingTrivia().WithAttributeLists(SyntaxFactory.SingletonList(list)).WithLeadingTrivia(method.GetLeadingTrivia());
    }

    private static async Task<Solution> ApplyAsync(Solution solution, List<Edit> edits, CancellationToken cancellationToken)
    {
        foreach (var file in edits.GroupBy(edit => edit.Before.SyntaxTree))
        {
            if (solution.GetDocument(file.Key) is { } document)
            {
                var root = await file.Key.GetRootAsync(cancellationToken).ConfigureAwait(false);
                var changed = root.ReplaceNodes(
                    file.Select(edit => edit.Before), (before, _) => file.First(edit => edit.Before == before).After);
                solution = solution.WithDocumentSyntaxRoot(document.Id, changed);
            }
        }

        return solution;
    }

    private sealed record Edit(SyntaxNode Before, SyntaxNode After);
}
