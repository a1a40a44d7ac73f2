using System.Collections.Immutable;
using Messaging.Generators.Deployed;
using Messaging.Generators.Tests.Deployed;
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

    /// <summary>Runs a generator; without one, that of contracts.</summary>
    public static CSharpGeneratorDriver Driver(IIncrementalGenerator? generator = null) => CSharpGeneratorDriver.Create(
        [(generator ?? new ContractGenerator()).AsSourceGenerator()],
        parseOptions: CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What an analyzer finds; without one, that of contracts.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(string code, DiagnosticAnalyzer? analyzer = null)
    {
        DiagnosticAnalyzer[] analyzers = analyzer is null ? [new ContractAnalyzer(), new AuthorizeAnalyzer()] : [analyzer];
        var found = await Compile(code).WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        return found;
    }

    /// <summary>What the analyzer finds that compares contracts with what is recorded of them.</summary>
    /// <param name="code">The code.</param>
    /// <param name="record">The text of RpcContracts.txt; null when there is none.</param>
    /// <param name="isUpdate">Whether the build is asked to write the file.</param>
    public static async Task<ImmutableArray<Diagnostic>> CompareAsync(string code, string? record, bool isUpdate = false)
    {
        var options = new AnalyzerOptions(record is null ? [] : [new RecordFile(record)], new BuildProperties(isUpdate));
        var found = await Compile(code).WithAnalyzers([new DeployedContractAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        return found;
    }

    /// <summary>The text of RpcContracts.txt for some code.</summary>
    public static string Record(string code) => SurfaceText.Write(SurfaceBuilder.Of(Compile(code)));

    /// <summary>The code with what was generated for it, and the files that were.</summary>
    public static (Compilation Compilation, string[] Files) Generate(string code, IIncrementalGenerator? generator = null)
    {
        var driver = Driver(generator).RunGeneratorsAndUpdateCompilation(Compile(code), out var compilation, out var diagnostics);
        Assert.Empty(diagnostics);
        return (compilation, [.. driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())]);
    }
}
