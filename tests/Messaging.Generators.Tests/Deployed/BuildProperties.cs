using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Messaging.Generators.Tests.Deployed;

/// <summary>What the build tells analyzers and generators.</summary>
internal sealed class BuildProperties(bool isUpdate) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties(isUpdate);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Properties(bool isUpdate) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == DeployedContractAnalyzer.UpdateProperty ? (isUpdate ? "true" : "") : null;
            return value is not null;
        }
    }
}
