using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Tests;

/// <summary>What a contract sends and its JsonSerializerContext does not have is flagged.</summary>
public sealed class ContractJsonTests
{
    [Theory]
    [InlineData("Task DoAsync(int a);", "The parameter 'a' of DoAsync is a int")]
    [InlineData("Task<List<Order>> DoAsync();", "The result of DoAsync is a List<Order>")]
    [InlineData("Task<State?> DoAsync();", "The result of DoAsync is a State?")]
    [InlineData("Task DoAsync(string? a);", "The parameter 'a' of DoAsync is a string,")]
    [InlineData("Task DoAsync(Guid a); Task AgainAsync(Guid a);", "The parameter 'a' of DoAsync is a Guid")]
    [InlineData("Task DoAsync(Other other);", "The parameter 'other' of DoAsync is a Other", "Order")]
    public async Task A_type_that_the_context_does_not_have_is_a_warning(string members, string message, params string[] listed)
    {
        var warning = Assert.Single(await AnalyzeAsync(members, listed));

        Assert.Equal(("RPC0017", DiagnosticSeverity.Warning), (warning.Id, warning.Severity));
        Assert.StartsWith(message, warning.GetMessage(null), StringComparison.Ordinal);
        Assert.EndsWith("to Json", warning.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Task DoAsync(CancellationToken token = default);")]
    [InlineData("Task DoAsync(RpcContext? context, [RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> more);")]
    [InlineData("Task<Order?> DoAsync(Order order);", "Order")]
    [InlineData("Task<State> DoAsync(int count, string? name);", "Order")]
    [InlineData("Task<Order[]> DoAsync();", "Order[]")]
    [InlineData("Task<Order> DoAsync(string key);", "Dictionary<string, List<Order>>")]
    [InlineData("Task<int?> DoAsync(int a);", "int?")]
    public async Task What_the_context_has_itself_or_with_another_type_is_not_flagged(string members, params string[] listed) =>
        Assert.Empty(await AnalyzeAsync(members, listed));

    [Fact]
    public async Task Without_a_context_the_transport_knows_the_types() =>
        Assert.Empty(await Code.AnalyzeAsync(Code.Contract("Task DoAsync(int a);"), new ContractJsonAnalyzer()));

    private static Task<System.Collections.Immutable.ImmutableArray<Diagnostic>> AnalyzeAsync(string members, string[] listed) => Code.AnalyzeAsync(
        $$"""
        {{Code.Contract(members, "[RpcContract(\"topic\", Json = typeof(Json))]")}}
        public record Order(int Count, string Name, State State);
        public record Other(int Count);
        public enum State { New }
        {{string.Concat(listed.Select(type => $"[JsonSerializable(typeof({type}))] "))}} public partial class Json : JsonSerializerContext;
        """,
        new ContractJsonAnalyzer());
}
