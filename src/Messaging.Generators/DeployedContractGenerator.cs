using System.Text;
using Messaging.Generators.Deployed;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Messaging.Generators;

/// <summary>Passes the text of RpcContracts.txt to the build, as comments, when the build is to write it: an analyzer must not write
/// files.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DeployedContractGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var asked = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => DeployedContractAnalyzer.IsUpdate(options));
        context.RegisterSourceOutput(context.CompilationProvider.Combine(asked), static (output, pair) =>
        {
            if (pair.Right)
            {
                output.AddSource(
                    "RpcContracts.g.cs", SourceText.From(AsComments(SurfaceText.Write(SurfaceBuilder.Of(pair.Left))), Encoding.UTF8));
            }
        });
    }

    private static string AsComments(string text) =>
        string.Concat(text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => $"// {line}\n"));
}
