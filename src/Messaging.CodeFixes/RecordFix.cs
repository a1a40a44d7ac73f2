using System.Collections.Immutable;
using System.Composition;
using Messaging.Generators.Deployed;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Messaging.CodeFixes;

/// <summary>Writes RpcContracts.txt (RPC0023), as the build does on request.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecordFix))]
[Shared]
public sealed class RecordFix : CodeFixProvider
{
    private const string Title = "Write RpcContracts.txt";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DeployedRules.Unrecorded.Id];

    /// <inheritdoc/>
    /// <remarks>None: the file has all contracts of the project at once.</remarks>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        context.RegisterCodeFix(
            CodeAction.Create(Title, token => WriteAsync(context.Document.Project, token), equivalenceKey: Title), context.Diagnostics);
        return Task.CompletedTask;
    }

    private static async Task<Solution> WriteAsync(Project project, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return project.Solution;
        }

        var text = SourceText.From(SurfaceText.Write(SurfaceBuilder.Of(compilation)));
        if (project.AdditionalDocuments.FirstOrDefault(file => file.Name == SurfaceText.FileName) is { } file)
        {
            return project.Solution.WithAdditionalDocumentText(file.Id, text);
        }

        var folder = Path.GetDirectoryName(project.FilePath);
        return project.AddAdditionalDocument(
            SurfaceText.FileName, text, filePath: folder is null ? null : Path.Combine(folder, SurfaceText.FileName)).Project.Solution;
    }
}
