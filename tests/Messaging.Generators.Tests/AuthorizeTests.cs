namespace Messaging.Generators.Tests;

/// <summary>Marks of authorisation are in the table of the contract, and nowhere where they would not be seen.</summary>
public sealed class AuthorizeTests
{
    [Theory]
    [InlineData("public class User : IUser { [RpcAuthorize] public Task DoAsync() => Task.CompletedTask; }")]
    [InlineData("public class User : IUser { [RpcAuthorize(\"p\")] Task IUser.DoAsync() => Task.CompletedTask; }")]
    [InlineData("[RpcAuthorize] public class User : IUser { public Task DoAsync() => Task.CompletedTask; }")]
    public async Task A_mark_of_the_class_that_serves_a_contract_is_an_error(string code)
    {
        var error = Assert.Single(await Code.AnalyzeAsync(Code.Contract("Task DoAsync();") + code));

        Assert.Equal("RPC0018", error.Id);
        Assert.Contains("serves the contract IUser", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public class User { [RpcAuthorize] public Task DoAsync() => Task.CompletedTask; }")]
    [InlineData("public class User : IUser { public Task DoAsync() => Task.CompletedTask; [RpcAuthorize] public Task OtherAsync() => Task.CompletedTask; }")]
    public async Task A_mark_that_is_seen_is_none(string code) =>
        Assert.Empty(await Code.AnalyzeAsync(Code.Contract("[RpcAuthorize] Task DoAsync();") + code));

    [Fact]
    public void The_table_has_the_marks_of_the_contract_of_its_bases_and_of_the_member()
    {
        var (_, files) = Code.Generate(
            "[RpcAuthorize(\"base\")] public interface IBase { Task OneAsync(); } "
                + "[RpcContract(\"topic\")] [RpcAuthorize] public interface IUser : IBase { [RpcAuthorize(\"own \\\"p\\\"\")] Task TwoAsync(); }");

        var table = Assert.Single(files);
        Assert.Contains("Policies = new string[] { \"\", \"own \\\"p\\\"\" }", table, StringComparison.Ordinal);
        Assert.Contains("Policies = new string[] { \"\", \"base\" }", table, StringComparison.Ordinal);
    }
}
