using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Tests;

/// <summary>A contract whose fields are numbered is a Thrift service too, or the compiler says why not; one without numbers is not asked for any.</summary>
public sealed class NumberedTests
{
    [Theory]
    [InlineData("Task DoAsync([RpcField(1)] int a, int b);", "The parameter 'b' of DoAsync has no number, as others of the contract have: mark it [RpcField(n)]")]
    [InlineData("Task DoAsync([RpcField(0)] int a);", "The parameter 'a' of DoAsync has the number 0: numbers are from 1 to 32767")]
    [InlineData("Task DoAsync([RpcField(-1)] int a);", "has the number -1")]
    [InlineData("Task DoAsync([RpcField(32768)] int a);", "has the number 32768")]
    [InlineData("Task DoAsync([RpcField(1)] int a, [RpcField(1)] int b);", "The parameter 'b' of DoAsync has the number 1, as 'a' has: give it another")]
    [InlineData("Task DoAsync([RpcField(1)] int a); Task OtherAsync(int b);", "The parameter 'b' of OtherAsync has no number")]
    [InlineData("Task DoAsync([RpcField(1)] Row row); public class Row { public int Size { get; set; } }", "The property 'Size' of Row has no number, as others of the contract have: mark it [RpcField(n)], or [JsonIgnore] if it does not travel")]
    [InlineData("Task DoAsync([RpcField(1)] Row row); public record Row([RpcField(2)] int A, [property: RpcField(2)] int B);", "The property 'B' of Row has the number 2, as 'a' has")]
    [InlineData("Task DoAsync([RpcField(1)] List<Row> rows); public record Row([RpcField(1)] Part Part); public record Part(int Size);", "The property 'Size' of Part has no number")]
    [InlineData("[RpcThrows<No>] Task DoAsync([RpcField(1)] int a); public class No : Exception;", "The exception No of DoAsync has no number, as others of the contract have: mark it [RpcThrows<No>(Field = n)]")]
    [InlineData("[RpcThrows<No>(Field = 1)] Task DoAsync(); public class No : Exception { public int Left { get; set; } }", "The property 'Left' of No has no number")]
    [InlineData("[RpcThrows<No>(Field = 1)] Task DoAsync(); public class No([RpcField(1)] string message) : Exception(message) { [RpcField(1)] public int Left { get; set; } }", "The property 'Left' of No has the number 1, as 'message' has")]
    [InlineData("[RpcThrows<No>(Field = 1), RpcThrows<Other>(Field = 1)] Task DoAsync(); public class No : Exception; public class Other : Exception;", "The exception Other of DoAsync has the number 1, as 'No' has")]
    public Task A_number_that_is_missing_or_taken_is_an_error(string members, string why) => AssertErrorAsync("RPC0027", members, why);

    [Theory]
    [InlineData("Task DoAsync([RpcField(1)] decimal a);", "The parameter 'a' of DoAsync is, or holds, a decimal, which Thrift does not have: use double, or a string")]
    [InlineData("Task DoAsync([RpcField(1)] byte a);", "use sbyte, short, or byte[]")]
    [InlineData("Task DoAsync([RpcField(1)] uint a);", "use long")]
    [InlineData("Task DoAsync([RpcField(1)] float a);", "use double")]
    [InlineData("Task DoAsync([RpcField(1)] char a);", "use a string")]
    [InlineData("Task DoAsync([RpcField(1)] DateTimeOffset a);", "a time, which Thrift does not have: use long, or a string")]
    [InlineData("Task DoAsync([RpcField(1)] object a);", "an object, which may be anything")]
    [InlineData("Task DoAsync([RpcField(1)] RpcValue a);", "an RpcValue, which may be anything")]
    [InlineData("Task DoAsync([RpcField(1)] (int A, int B) a);", "is, or holds, a (int A, int B)")]
    [InlineData("Task DoAsync([RpcField(1)] int[,] a);", "is, or holds, a int[*,*]")]
    [InlineData("Task DoAsync([RpcField(1)] Days a); [Flags] public enum Days { One = 1 }", "a set of flags")]
    [InlineData("Task DoAsync([RpcField(1)] Big a); public enum Big : long { One = 1L << 40 }", "Big.One, which is more than an int")]
    [InlineData("Task DoAsync([RpcField(1)] List<string?> a);", "holds values that may be null, which Thrift does not have: leave them out")]
    [InlineData("Task DoAsync([RpcField(1)] Dictionary<string, int?> a);", "holds values that may be null")]
    [InlineData("Task DoAsync([RpcField(1)] Dictionary<double, int> a);", "a map whose keys cannot be names in JSON (Double)")]
    [InlineData("Task DoAsync([RpcField(1)] Row a); public abstract class Row { }", "is, or holds, a ")]
    [InlineData("Task DoAsync([RpcField(1)] Row a); public record Row([RpcField(1)] [property: JsonPropertyName(\"a-b\")] int A);", "The property 'A' of Row has the name 'a-b' on the wire")]
    [InlineData("Task DoAsync([RpcField(1)] A.Row a, [RpcField(2)] B.Row b); public class A { public class Row { } } public class B { public class Row { } }", "two types of one name")]
    [InlineData("Task DoAsync([RpcField(1)] int a, [RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> more);", "The parameter 'more' of DoAsync takes any argument")]
    [InlineData("Task<string?> DoAsync([RpcField(1)] int a);", "The result of DoAsync may be null")]
    [InlineData("Task<int?> DoAsync([RpcField(1)] int a);", "The result of DoAsync may be null")]
    [InlineData("[RpcFanout] Task DoAsync([RpcField(1)] int a);", "DoAsync is a fanout")]
    [InlineData("[RpcMethod(Since = \"1.1\")] Task DoAsync([RpcField(1)] int a);", "DoAsync is asked for by its version, 1.1")]
    [InlineData("[RpcMethod(\"do it\")] Task DoAsync([RpcField(1)] int a);", "DoAsync has the name 'do it' on the wire")]
    public Task What_Thrift_does_not_have_is_an_error(string members, string why) => AssertErrorAsync("RPC0028", members, why);

    [Fact]
    public async Task A_namespace_on_the_wire_is_an_error() => Assert.Contains(
        "IUser has a namespace on the wire",
        Assert.Single(await Code.AnalyzeAsync(Code.Contract("Task DoAsync([RpcField(1)] int a);", "[RpcContract(\"t\", Namespace = \"n\")]")))
            .GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Without a number nothing is asked, though a type that travels has some: it may be there for another contract.</summary>
    [Theory]
    [InlineData("Task<decimal?> DoAsync(decimal a, RpcValue b, Row c); [RpcFanout] Task TellAsync(); public record Row([RpcField(1)] int A, float B);")]
    [InlineData("[RpcThrows<No>] Task DoAsync(); public class No : Exception { public int Left { get; set; } }")]
    public async Task A_contract_without_numbers_is_asked_for_none(string members)
    {
        var code = Split(members);

        Assert.Empty(await Code.AnalyzeAsync(code));
        Assert.DoesNotContain("Idl = ", Assert.Single(Code.Generate(code).Files), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Task DoAsync();", "service User {\n  void do()\n}\n")]
    [InlineData("[RpcOneWay] Task DoAsync([RpcField(7)] Guid[] ids, RpcContext? context = null, CancellationToken token = default);", "service User {\n  oneway void do(7: list<uuid> ids)\n}\n")]
    [InlineData("Task<HashSet<long>> DoAsync([RpcField(1)] string? a, [RpcField(2)] int? b = null, [RpcField(3), RpcArgument(\"cee\")] bool c = true);", "service User {\n  set<i64> do(1: string a, 2: i32 b, 3: bool cee)\n}\n")]
    [InlineData("Task DoAsync([RpcField(1)] Node a); public class Node { [RpcField(2)] public Node? Next { get; set; } [RpcField(1)] public required int Value { get; set; } }", "struct Node {\n  1: required i32 value\n  2: optional Node next\n}\n\nservice User {\n  void do(1: Node a)\n}\n")]
    [InlineData("Task DoAsync([RpcField(1)] Page<Row> a); public record Row; public record Page<T>([RpcField(1)] T[] Rows);", "struct Row {\n}\n\nstruct PageOfRow {\n  1: list<Row> rows\n}\n\nservice User {\n  void do(1: PageOfRow a)\n}\n")]
    [InlineData("Task DoAsync([RpcField(1)] Derived a); public class Base { [RpcField(1)] public int A { get; set; } } public class Derived : Base { [RpcField(2)] public int B { get; set; } [JsonIgnore] public float C { get; set; } }", "struct Derived {\n  1: i32 a\n  2: i32 b\n}\n\nservice User {\n  void do(1: Derived a)\n}\n")]
    [InlineData("[RpcThrows<No>(Field = 2, Class = \"E\", Module = \"m\")] Task DoAsync(); public class No(string message) : Exception(message);", "exception No {\n} (dotnet.namespace = \"\")\n\nservice User {\n  void do() throws (2: No no)\n}\n")]
    public async Task A_numbered_contract_is_a_Thrift_service(string members, string idl)
    {
        var code = Split(members);

        Assert.Empty(await Code.AnalyzeAsync(code));
        var (compilation, files) = Code.Generate(code);
        Assert.Contains($"Idl = {Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(idl, quote: true)},", Assert.Single(files), StringComparison.Ordinal);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= DiagnosticSeverity.Warning));
    }

    /// <summary>Who has nothing to say does not write the field, so a caller may leave out what may be null.</summary>
    [Fact]
    public void A_numbered_argument_that_may_be_null_may_be_left_out()
    {
        var numbered = Assert.Single(Code.Generate(Code.Contract("Task DoAsync([RpcField(1)] string? a, [RpcField(2)] string b);")).Files);

        Assert.Contains("new(\"a\", typeof(string), true), new(\"b\", typeof(string))", numbered, StringComparison.Ordinal);
        Assert.Contains("new(\"a\", typeof(string))", Assert.Single(Code.Generate(Code.Contract("Task DoAsync(string? a);")).Files), StringComparison.Ordinal);
    }

    /// <summary>The members of a contract, and the types behind them.</summary>
    private static string Split(string members)
    {
        var types = members.IndexOf("; [Flags]", StringComparison.Ordinal) is >= 0 and var flags ? flags + 1 : members.IndexOf(" public ", StringComparison.Ordinal);
        return types < 0 ? Code.Contract(members) : Code.Contract(members[..types]) + members[types..];
    }

    private static async Task AssertErrorAsync(string id, string members, string why)
    {
        var code = Split(members);

        var error = Assert.Single(await Code.AnalyzeAsync(code));

        Assert.Equal(id, error.Id);
        Assert.True(error.Location.IsInSource);
        Assert.Contains(id.ToLowerInvariant(), error.Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains(why, error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(Code.Generate(code).Files);
    }
}
