using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Messaging.Generators.Tests;

/// <summary>A class that is marked [RpcEndpoint] has a table, or the compiler says what a server would say when it starts.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("public int Do(int a) => a; public int Do(string a) => 1;", "User has more than one method named 'do' on the wire: System.Int32 User.Do(System.Int32); System.Int32 User.Do(System.String).")]
    [InlineData("public void Do() { } public Task<int> DoAsync() => null!;", "System.Void User.Do(); System.Threading.Tasks.Task`1[System.Int32] User.DoAsync()")]
    [InlineData("public T? Do<T>() => default;", "User.Do cannot be served: it is generic, and a message carries no type arguments. Change it, make it non-public,")]
    [InlineData("public void Do(ref int a) { }", "its parameter 'a' is by reference, a pointer or a ref struct")]
    [InlineData("public void Do(ReadOnlySpan<int> a) { }", "its parameter 'a' is by reference, a pointer or a ref struct")]
    [InlineData("public unsafe void Do(int* a) { }", "its parameter 'a' is by reference, a pointer or a ref struct")]
    [InlineData("public void Do(CancellationToken? a) { }", "its parameter 'a' is a CancellationToken?")]
    [InlineData("public void Do([RpcExtraArguments] string a) { }", "and 'a' is not that one")]
    [InlineData("public void Do(int someValue, [RpcArgument(\"some_value\")] int b) { }", "two of its parameters are named 'some_value' on the wire")]
    [InlineData("public IAsyncEnumerable<int> Do() => null!;", "its result is a stream of values: collect them, and return a list")]
    [InlineData("public Task<Task> Do() => null!;", "its result is a task: await it, and return its result")]
    [InlineData("public Func<int> Do() => null!;", "its result is a delegate: call it, and return its result")]
    [InlineData("public IEnumerator<int> Do() => null!;", "its result is an enumerator: return a list")]
    [InlineData("public Span<int> Do() => default;", "it returns a reference, a pointer or a ref struct")]
    [InlineData("public async void Do() { await Task.Yield(); }", "it is async void")]
    [InlineData("int Hidden() => 1;", "User has no method to serve. Make one public.")]
    [InlineData("public int Total { [RpcMethod(\"total\")] get => 1; } public void Do() { }", "User.get_Total is marked with [RpcMethod] and cannot be served: it is an accessor. Write a public instance method,")]
    [InlineData("public event Action Changed { add { } [RpcMethod] remove { } } public void Do() { }", "User.remove_Changed is marked with [RpcMethod] and cannot be served: it is an accessor.")]
    [InlineData("[RpcMethod] public static int Twice(int a) => 2 * a; public void Do() { }", "User.Twice is marked with [RpcMethod] and cannot be served: it is static.")]
    [InlineData("[RpcMethod] int Twice(int a) => 2 * a; public void Do() { }", "User.Twice is marked with [RpcMethod] and cannot be served: it is not public.")]
    public async Task What_a_server_refuses_at_its_start_is_an_error(string members, string words)
    {
        var code = Endpoint(members);

        var error = Assert.Single(await Code.AnalyzeAsync(code, new EndpointAnalyzer()));

        Assert.Equal(("RPC0025", DiagnosticSeverity.Error), (error.Id, error.Severity));
        Assert.Contains(words, error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.True(error.Location.IsInSource);
        AssertCompiles(code, "throw new global::Messaging.InvalidEndpointException");
    }

    [Theory]
    [InlineData("[RpcEndpoint(Version = \"one\")]", "public void Do() { }", "The version 'one' of User is not a version.")]
    [InlineData("[RpcEndpoint(Exposure = RpcExposure.MarkedMethods)]", "public void Do() { }", "Make one public and mark it with [RpcMethod].")]
    public async Task What_the_mark_says_wrongly_is_an_error(string mark, string members, string words) => Assert.Contains(
        words, Assert.Single(await Code.AnalyzeAsync(Endpoint(members, mark), new EndpointAnalyzer())).GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    [Fact]
    public async Task Each_method_that_cannot_be_served_is_told() =>
        Assert.Equal(2, (await Code.AnalyzeAsync(Endpoint("public void One(ref int a) { } public void Two(out int a) { a = 1; }"), new EndpointAnalyzer())).Length);

    [Theory]
    [InlineData("public void Do() { }")]
    [InlineData("public int Do(int a = 1, string? b = null, DayOfWeek c = DayOfWeek.Friday) => a;")]
    [InlineData("public Task DoAsync(RpcContext context, CancellationToken token, List<string?>? names) => Task.CompletedTask;")]
    [InlineData("public ValueTask<(int A, string? B)> DoAsync([RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> more) => default;")]
    [InlineData("public int Property { get; set; } public event Action? Changed; public int this[int i] => i; public static int Static() => 1; public int Do(params int[] all) => 1;")]
    [InlineData("public dynamic? Do(dynamic a) => a; [RpcMethod(\"x\")] public int Do(int @class) => 1; public override string ToString() => \"\";")]
    [InlineData("[Obsolete] public int Old() => 1; [RpcMethod(Acknowledge = AcknowledgeMode.WhenDone, ExpectedExceptions = new[] { typeof(IOException) })] public void Do() { }")]
    public async Task What_can_be_served_is_not_flagged_and_its_table_compiles(string members)
    {
        Assert.Empty(await Code.AnalyzeAsync(Endpoint(members), new EndpointAnalyzer()));
        AssertCompiles(Endpoint(members), "new global::Messaging.Contracts.RpcEndpointTable<global::User>");
    }

    [Theory]
    [InlineData("public class Outer { [RpcEndpoint] private class User { public void Do() { } } }")]
    [InlineData("[RpcEndpoint] file class User { public void Do() { } }")]
    [InlineData("[RpcEndpoint] public class User<T> { public void Do(T value) { } }")]
    public async Task A_class_that_generated_code_cannot_see_is_served_by_reflection_only(string code)
    {
        var hint = Assert.Single(await Code.AnalyzeAsync(code, new EndpointAnalyzer()));

        Assert.Equal(("RPC0026", DiagnosticSeverity.Info), (hint.Id, hint.Severity));
        Assert.Empty(Code.Generate(code, new EndpointGenerator()).Files);
    }

    [Theory]
    [InlineData("[RpcEndpoint] public abstract class User { public void Do(ref int a) { } }")]
    [InlineData("[RpcEndpoint] public static class User { }")]
    [InlineData("public class User { public void Do(ref int a) { } }")]
    public async Task What_is_no_endpoint_is_not_looked_at(string code)
    {
        Assert.Empty(await Code.AnalyzeAsync(code, new EndpointAnalyzer()));
        Assert.Empty(Code.Generate(code, new EndpointGenerator()).Files);
    }

    [Fact]
    public void An_unrelated_edit_generates_nothing_anew()
    {
        var compilation = Code.Compile(Endpoint("public int Add(int a, int b = 2) => a + b;"));
        var driver = Code.Driver(new EndpointGenerator()).RunGenerators(compilation, TestContext.Current.CancellationToken)
            .RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;", cancellationToken: default)), TestContext.Current.CancellationToken);

        var step = Assert.Single(driver.GetRunResult().Results).TrackedSteps[EndpointGenerator.EndpointsStep];
        Assert.All(step.SelectMany(one => one.Outputs), output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static string Endpoint(string members, string mark = "[RpcEndpoint]") => $"{mark} public class User {{ {members} }}";

    private static void AssertCompiles(string code, string expected)
    {
        var (compilation, files) = Code.Generate(code, new EndpointGenerator());
        Assert.Contains(expected, Assert.Single(files), StringComparison.Ordinal);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= DiagnosticSeverity.Error));
    }
}
