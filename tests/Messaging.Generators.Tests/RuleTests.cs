namespace Messaging.Generators.Tests;

/// <summary>What is wrong with a contract is an error where it stands, and nothing is generated; what is right is not flagged.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("RPC0002", "void Do();")]
    [InlineData("RPC0002", "int Do();")]
    [InlineData("RPC0003", "Task DoAsync(CancellationToken token, int a);")]
    [InlineData("RPC0003", "Task DoAsync(CancellationToken one, CancellationToken two);")]
    [InlineData("RPC0003", "Task DoAsync(RpcContext one, RpcContext two);")]
    [InlineData("RPC0004", "Task DoAsync(ref int a);")]
    [InlineData("RPC0004", "Task DoAsync(out int a);")]
    [InlineData("RPC0004", "Task DoAsync(in int a);")]
    [InlineData("RPC0004", "unsafe Task DoAsync(int* a);")]
    [InlineData("RPC0004", "Task DoAsync(ReadOnlySpan<byte> a);")]
    [InlineData("RPC0005", "Task DoAsync<T>(T a);")]
    [InlineData("RPC0006", "int Count { get; }")]
    [InlineData("RPC0006", "int this[int index] { get; }")]
    [InlineData("RPC0006", "event EventHandler Changed;")]
    [InlineData("RPC0006", "static abstract Task DoAsync();")]
    [InlineData("RPC0006", "int Count { [RpcMethod] get; }")]
    [InlineData("RPC0006", "int Count { [RpcMethod(\"count\")] get => 1; }")]
    [InlineData("RPC0006", "int Count { get => 1; [RpcMethod] set { } }")]
    [InlineData("RPC0006", "int this[int index] { [RpcMethod] get => index; }")]
    [InlineData("RPC0006", "event EventHandler Changed { [RpcMethod] add { } remove { } }")]
    [InlineData("RPC0006", "[RpcMethod] Task DoAsync() => Task.CompletedTask;")]
    [InlineData("RPC0006", "[RpcOneWay] Task DoAsync() => Task.CompletedTask;")]
    [InlineData("RPC0006", "[RpcFanout] static Task DoAsync() => Task.CompletedTask;")]
    [InlineData("RPC0007", "Task DoAsync(int a); Task DoAsync(string a);")]
    [InlineData("RPC0007", "Task DoAsync(); Task Do();")]
    [InlineData("RPC0007", "Task OneAsync(); [RpcMethod(\"one\")] Task TwoAsync();")]
    [InlineData("RPC0008", "Task DoAsync(int itemName, [RpcArgument(\"item_name\")] int other);")]
    [InlineData("RPC0009", "[RpcOneWay] Task<int> DoAsync();")]
    [InlineData("RPC0009", "[RpcFanout] ValueTask<int> DoAsync();")]
    [InlineData("RPC0010", "IAsyncEnumerable<int> DoAsync();")]
    [InlineData("RPC0010", "Task<IAsyncEnumerable<int>> DoAsync();")]
    [InlineData("RPC0011", "[RpcMethod(Since = \"1.3\")] Task DoAsync();")]
    [InlineData("RPC0011", "[RpcMethod(Since = \"2.0\")] Task DoAsync();")]
    [InlineData("RPC0011", "[RpcMethod(Since = \"new\")] Task DoAsync();")]
    [InlineData("RPC0012", "Task DoAsync(IProgress<int> progress);")]
    [InlineData("RPC0013", "Task DoAsync(IAsyncEnumerable<int> values);")]
    [InlineData("RPC0014", "Task DoAsync(Action work);")]
    [InlineData("RPC0014", "Task DoAsync(Type type);")]
    [InlineData("RPC0014", "Task DoAsync(IntPtr handle);")]
    [InlineData("RPC0014", "Task<Stream> DoAsync();")]
    [InlineData("RPC0014", "Task DoAsync(List<Func<int>> work);")]
    [InlineData("RPC0014", "Task DoAsync([RpcExtraArguments] string more);")]
    public async Task A_member_that_cannot_be_called_from_afar_is_an_error_that_names_it(string id, string members)
    {
        var found = await Code.AnalyzeAsync(Code.Contract(members));

        var error = Assert.Single(found);
        Assert.Equal(id, error.Id);
        Assert.True(error.Location.IsInSource);
        Assert.Contains(id.ToLowerInvariant(), error.Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Empty(Code.Generate(Code.Contract(members)).Files);
    }

    [Theory]
    [InlineData("RPC0001", "public class Outer { [RpcContract(\"topic\")] private interface IUser { } }")]
    [InlineData("RPC0001", "[RpcContract(\"topic\")] file interface IUser { }")]
    [InlineData("RPC0005", "[RpcContract(\"topic\")] public interface IUser<T> { }")]
    [InlineData("RPC0011", "[RpcContract(\"topic\", Version = \"one\")] public interface IUser { }")]
    public async Task A_contract_that_cannot_be_generated_is_an_error(string id, string code)
    {
        Assert.Equal(id, Assert.Single(await Code.AnalyzeAsync(code)).Id);
        Assert.Empty(Code.Generate(code).Files);
    }

    [Fact]
    public async Task A_name_that_Python_uses_for_itself_is_a_warning_and_the_client_is_generated()
    {
        var code = Code.Contract("Task DoAsync(string context);");

        Assert.Equal("RPC0016", Assert.Single(await Code.AnalyzeAsync(code)).Id);
        Assert.Single(Code.Generate(code).Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Task DoAsync();")]
    [InlineData("ValueTask<int> DoAsync(CancellationToken token = default);")]
    [InlineData("Task<List<string?>?> DoAsync(RpcContext? context, int a = -1, double b = double.NaN, DayOfWeek c = DayOfWeek.Monday, char d = 'x');")]
    [InlineData("[RpcOneWay] Task OneAsync(string @class); [RpcFanout] ValueTask TwoAsync(decimal a = 1.5m);")]
    [InlineData("[RpcMethod(Since = \"1.2\")] Task DoAsync(Guid? id = null, string? text = \"a\\\"b\");")]
    [InlineData("Task DoAsync(int a); [RpcMethod(\"other\")] Task DoAsync(string a);")]
    [InlineData("Task DoAsync([RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> more);")]
    [InlineData("[RpcMethod(ExpectedExceptions = new[] { typeof(KeyNotFoundException) }, Idempotent = true, MonitorSeconds = 2.5)] Task DoAsync();")]
    [InlineData("int Local() => 1; static int Fixed => 2; Task DoAsync(byte[] data, Dictionary<string, int[]> map, (int, string) pair);")]
    public async Task What_can_be_called_from_afar_is_not_flagged_and_what_is_generated_compiles(string members)
    {
        var code = Code.Contract(members);

        Assert.Empty(await Code.AnalyzeAsync(code));
        var (compilation, files) = Code.Generate(code);
        Assert.Single(files);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
    }

    [Theory]
    [InlineData("public interface IUser { void Do(ref int a); }")]
    [InlineData("[RpcContract(\"a\")] internal interface IUser { Task DoAsync(); } namespace Other { [RpcContract(\"b\")] public interface IUser { Task DoAsync(); } }")]
    [InlineData("public interface IBase { Task BaseAsync(int a); } [RpcContract(\"a\")] public interface IUser : IBase { Task DoAsync(); }")]
    [InlineData("public class Outer { [RpcContract(\"a\")] internal interface IUser { Task DoAsync(); } }")]
    public async Task An_interface_is_found_by_its_mark_wherever_it_stands(string code)
    {
        Assert.Empty(await Code.AnalyzeAsync(code));
        Assert.Empty(Code.Generate(code).Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(found => found.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
    }
}
