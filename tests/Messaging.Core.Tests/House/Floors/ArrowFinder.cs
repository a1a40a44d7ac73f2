using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Messaging.Core.Tests.House.Floors;

/// <summary>
/// Compiles a project's files as the build does and finds which names which. Comments do not count: a type of a low floor may well say
/// in its documentation who uses it.
/// </summary>
internal static class ArrowFinder
{
    public static IReadOnlyList<Arrow> Find(string project)
    {
        var folder = Path.Combine(Sources.Root, "src", project);
        var compilation = Compile(project, folder);
        var arrows = new List<Arrow>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (Declared(model.GetSymbolInfo(name)) is { Length: > 0 } paths && !paths.Contains(tree.FilePath))
                {
                    var line = name.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                    arrows.Add(new Arrow(Below(folder, tree.FilePath), line, name.Identifier.Text, Below(folder, paths[0])));
                }
            }
        }

        return arrows;
    }

    private static CSharpCompilation Compile(string project, string folder)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var trees = Sources.Walk(folder).Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Concat(GlobalUsings(folder))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) != project)
            .Select(file => MetadataReference.CreateFromFile(file));

        // Under the name of the project, for the internals that others let it see.
        return CSharpCompilation.Create(project, trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    private static IEnumerable<string> GlobalUsings(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "obj"), "*.GlobalUsings.g.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(1);

    /// <summary>The files of the type that a name means, or to which the member belongs that it means; one that is partial has several.</summary>
    private static string[] Declared(SymbolInfo info)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        if (symbol is null or INamespaceSymbol)
        {
            return [];
        }

        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type is null ? [] : [.. type.OriginalDefinition.DeclaringSyntaxReferences.Select(part => part.SyntaxTree.FilePath)];
    }

    private static string Below(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');
}
