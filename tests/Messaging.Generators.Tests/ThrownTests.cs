using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Tests;

/// <summary>What a contract declares can be made by its callers, or the compiler says why not.</summary>
public sealed class ThrownTests
{
    [Theory]
    [InlineData("public class No(Guid id) : Exception(id.ToString());", "no visible constructor")]
    [InlineData("public class No : Exception { private No() { } }", "no visible constructor")]
    [InlineData("public class No(string message, string why) : Exception(message + why);", "no visible constructor")]
    [InlineData("public class No(ref int left) : Exception { public int Left { get; } = left; }", "no visible constructor")]
    [InlineData("public class No(string message, string detail, Exception one, Exception two) : Exception(message) { public string Detail => detail; }", "no visible constructor")]
    [InlineData("public abstract class No : Exception;", "it is abstract")]
    [InlineData("public class No : Exception { public Action? Work { get; set; } }", "its property Work is, or holds, a delegate")]
    [InlineData("public class No(Stream stream) : Exception { public Stream Stream { get; } = stream; }", "its property Stream is, or holds, a Stream")]
    public async Task An_exception_that_callers_cannot_make_is_an_error_that_says_why(string type, string why)
    {
        var code = Code.Contract("[RpcThrows<No>] Task DoAsync();") + type;

        await AssertErrorAsync(code, "DoAsync declares No", why);
        await AssertErrorAsync("[RpcThrows<No>] " + Code.Contract("Task DoAsync();") + type, "IUser declares No", why);
    }

    [Theory]
    [InlineData("[RpcContract(\"topic\")] public interface IUser { [RpcThrows<Exception>] Task DoAsync(); }", "every exception is one")]
    [InlineData("public class Outer { class No : Exception; [RpcContract(\"topic\")] internal interface IUser { [RpcThrows<No>] Task DoAsync(); } }", "generated code cannot see it")]
    [InlineData("[RpcContract(\"topic\")] public interface IUser { [RpcOneWay, RpcThrows<TimeoutException>] Task DoAsync(); }", "a cast returns nothing")]
    [InlineData("[RpcContract(\"topic\")] public interface IUser { [RpcFanout, RpcThrows<TimeoutException>] Task DoAsync(); }", "a cast returns nothing")]
    [InlineData("[RpcContract(\"topic\")] public interface IUser { [RpcThrows<TimeoutException>(Class = \"E\"), RpcThrows<FormatException>(Class = \"E\")] Task DoAsync(); }", "TimeoutException is 'E' on the wire as well")]
    public Task A_mark_that_means_nothing_is_an_error(string code, string why) => AssertErrorAsync(code, "declares", why);

    [Fact]
    public async Task A_mark_of_the_class_that_serves_is_an_error()
    {
        var error = Assert.Single(await Code.AnalyzeAsync("public class User { [RpcThrows<TimeoutException>] public Task DoAsync() => Task.CompletedTask; }"));

        Assert.Equal("RPC0019", error.Id);
        Assert.Contains("callers do not see the attributes of a class", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public class Yes(string message) : Exception(message);", "new global::Yes(values.Message)")]
    [InlineData("public class Yes(string text, Exception? why) : Exception(text, why);", "new global::Yes(values.Message, values.Inner)")]
    [InlineData("public class Yes : Exception { public Yes() { } public Yes(string m) : base(m) { } public Yes(string m, Exception e) : base(m, e) { } }", "new global::Yes(values.Message, values.Inner)")]
    [InlineData("public class Yes : Exception;", "new global::Yes()")]
    [InlineData("public class Yes(int left) : Exception { public int Left => left; }", "new global::Yes(values.Read<int>(\"left\")!)")]
    [InlineData("public class Yes(string item) : Exception(item) { public string Item { get; } = item; }", "new global::Yes(values.Read<string>(\"item\")!)")]
    [InlineData("public class Yes : Exception { public required List<int>? Sizes { get; set; } }", "new global::Yes() { @Sizes = values.Read<global::System.Collections.Generic.List<int>?>(\"sizes\")! }")]
    [InlineData("public class Yes : Exception { [JsonPropertyName(\"n\")] public int Left { get; init; } }", "new global::Yes() { @Left = values.Read<int>(\"n\")! }")]
    [InlineData("public class Yes : Exception { public int Left { get; set; } }", "error.@Left = values.Read<int>(\"left\")!;")]
    [InlineData("public class Yes : Exception { internal Yes(string message) : base(message) { } [JsonIgnore] public Action? Work { get; set; } public override string Message => \"\"; }", "new global::Yes(values.Message)")]
    [InlineData("internal class Yes(string message, int left, Exception inner) : Exception(message, inner) { public int Left => left; public int Half => Left / 2; }", "new global::Yes(values.Message, values.Read<int>(\"left\")!, values.Inner)")]
    public async Task An_exception_is_made_by_the_constructor_that_takes_most(string type, string expected)
    {
        var code = Code.Contract("[RpcThrows<Yes>] Task DoAsync(); [RpcThrows<Yes>(Module = \"m\")] Task OtherAsync(); [RpcThrows<Yes>] Task ThirdAsync();") + type;

        Assert.Empty(await Code.AnalyzeAsync(code));
        var (compilation, files) = Code.Generate(code);
        Assert.Contains(expected, Assert.Single(files), StringComparison.Ordinal);
        Assert.Contains("Throws = new global::Messaging.Contracts.RpcThrown[] { Thrown1 }", files[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Thrown2", files[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Half", files[0], StringComparison.Ordinal);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public async Task What_the_interface_declares_holds_for_its_calls_only()
    {
        const string Members = "Task DoAsync(); [RpcOneWay] Task LogAsync(); [RpcThrows<FormatException>] Task OtherAsync();";
        var code = "[RpcThrows<TimeoutException>] " + Code.Contract(Members);

        Assert.Empty(await Code.AnalyzeAsync(code));
        var table = Assert.Single(Code.Generate(code).Files);
        Assert.Contains("Throws = new global::Messaging.Contracts.RpcThrown[] { Thrown0 }", table, StringComparison.Ordinal);
        Assert.Contains("Throws = new global::Messaging.Contracts.RpcThrown[] { Thrown1, Thrown0 }", table, StringComparison.Ordinal);
        Assert.Equal(2, table.Split("Throws = ").Length - 1);
        Assert.Contains("ExpectedExceptions = new global::System.Type[] { typeof(global::System.FormatException), typeof(global::System.TimeoutException) }", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_travels_with_an_exception_is_in_the_context()
    {
        const string Context = " [JsonSerializable(typeof(int))] public partial class Json : JsonSerializerContext;"
            + " public class No : Exception { public int Left { get; set; } public List<DayOfWeek>? Days { get; set; } }";
        var code = Code.Contract("[RpcThrows<No>] Task DoAsync();", "[RpcContract(\"topic\", Json = typeof(Json))]") + Context;

        var warning = Assert.Single(await Code.AnalyzeAsync(code, new ContractJsonAnalyzer()));

        Assert.Equal("RPC0017", warning.Id);
        Assert.StartsWith("The property 'Days' of No of DoAsync is a List<DayOfWeek>", warning.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("JsonStringEnumConverter<global::System.DayOfWeek>", Assert.Single(Code.Generate(code).Files), StringComparison.Ordinal);
    }

    private static async Task AssertErrorAsync(string code, params string[] words)
    {
        var error = Assert.Single(await Code.AnalyzeAsync(code));
        Assert.Equal(("RPC0019", DiagnosticSeverity.Error), (error.Id, error.Severity));
        Assert.All(words, word => Assert.Contains(word, error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Empty(Code.Generate(code).Files);
    }
}
