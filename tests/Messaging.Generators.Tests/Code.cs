using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Messaging.Generators.Tests;

/// <summary>Code of a user, and what the compiler makes of it.</summary>
internal static class Code
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Text.Json.Serialization;
        using System.Threading;
        using System.Threading.Tasks;
        using Messaging;

        """;

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpCompilation Compile(string code) => CSharpCompilation.Create(
        "User",
        [CSharpSyntaxTree.ParseText(Usings + code, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    /// <summary>A contract of the given members.</summary>
    public static string Contract(string members, string attribute = "[RpcContract(\"topic\", Version = \"1.2\")]") =>
        $"{attribute} public interface IUser {{ {members} }}";

    public static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ContractGenerator().AsSourceGenerator()],
        parseOptions: CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the analyzer finds.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string code)
    {
        var found = await Compile(code).WithAnalyzers([new ContractAnalyzer(), new AuthorizeAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        return found;
    }

    /// <summary>The code with what was generated for it, and the files that were.</summary>
    public static (Compilation Compilation, string[] Files) Generate(string code)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(Compile(code), out var compilation, out var diagnostics);
        Assert.Empty(diagnostics);
        return (compilation, [.. driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())]);
    }
}
