using System.Text;
using Messaging.Generators.Models;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Messaging.Generators.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Messaging.Generators;

/// <summary>Generates a client and a table for each [RpcContract] interface; nothing when the analyzer reports errors in it.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step whose results are the contracts, for tests.</summary>
    internal const string ContractsStep = "Contracts";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var contracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.Contract, static (node, _) => node is InterfaceDeclarationSyntax, static (marked, _) => Read(marked))
            .Where(static contract => contract is not null)
            .WithTrackingName(ContractsStep);
        context.RegisterSourceOutput(contracts, static (output, contract) =>
            output.AddSource(contract!.FileName + ".g.cs", SourceText.From(ContractWriter.Write(contract), Encoding.UTF8)));
    }

    private static ContractModel? Read(GeneratorAttributeSyntaxContext marked)
    {
        var findings = new Findings();
        var contract = ContractReader.Read((INamedTypeSymbol)marked.TargetSymbol, marked.Attributes[0], findings);
        return findings.HasErrors ? null : contract;
    }
}
