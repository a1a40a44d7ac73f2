using System.Text;
using Messaging.Generators.Endpoints;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Messaging.Generators.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Messaging.Generators;

/// <summary>Generates the table of each [RpcEndpoint] class. A table reports the errors that the analyzer found when it is used.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EndpointGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step whose results are the endpoints, for tests.</summary>
    internal const string EndpointsStep = "Endpoints";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var endpoints = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.Endpoint, static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (marked, _) => EndpointReader.Read((INamedTypeSymbol)marked.TargetSymbol, marked.Attributes[0], new Findings()))
            .Where(static endpoint => endpoint is not null)
            .WithTrackingName(EndpointsStep);
        context.RegisterSourceOutput(endpoints, static (output, endpoint) =>
            output.AddSource(endpoint!.FileName + ".g.cs", SourceText.From(EndpointWriter.Write(endpoint), Encoding.UTF8)));
    }
}
