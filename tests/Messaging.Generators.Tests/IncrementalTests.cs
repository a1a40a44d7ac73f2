using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Messaging.Generators.Tests;

/// <summary>Typing elsewhere costs nothing.</summary>
public sealed class IncrementalTests
{
    private static readonly string Contract = Code.Contract("Task<int> AddAsync(int a, int b = 2); [RpcOneWay] Task LogAsync(string text);");

    [Fact]
    public void An_unrelated_edit_generates_nothing_anew() => Assert.All(
        ReasonsAfter(compilation => compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;", cancellationToken: default))),
        reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));

    [Fact]
    public void An_edit_of_the_contract_generates_it_anew() => Assert.Contains(
        IncrementalStepRunReason.Modified,
        ReasonsAfter(compilation => compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0],
            Code.Compile(Contract.Replace("int b = 2", "int b = 3", StringComparison.Ordinal)).SyntaxTrees[0])));

    private static IncrementalStepRunReason[] ReasonsAfter(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var compilation = Code.Compile(Contract);
        var driver = Code.Driver().RunGenerators(compilation).RunGenerators(edit(compilation));
        var result = Assert.Single(driver.GetRunResult().Results);
        return [.. result.TrackedSteps[ContractGenerator.ContractsStep].SelectMany(step => step.Outputs).Select(output => output.Reason)];
    }
}
