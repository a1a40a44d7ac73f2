using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Tests.Deployed;

/// <summary>What is recorded, and where the record and the code part.</summary>
public sealed class DeployedRuleTests
{
    private const string Old = "[RpcContract(\"shop\", Version = \"1.2\")] public interface IShop { Task<int> CountAsync(int year); }";

    private static readonly string Record = Code.Record(Old);

    [Fact]
    public async Task Without_a_file_a_contract_is_only_told_of_it()
    {
        var told = Assert.Single(await Code.CompareAsync(Old, record: null));

        Assert.Equal(("RPC0023", DiagnosticSeverity.Info), (told.Id, told.Severity));
        Assert.Contains("dotnet build -p:UpdateRpcContracts=true", told.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_that_the_file_does_not_have_is_a_warning()
    {
        var warning = Assert.Single(await Code.CompareAsync(Old + "[RpcContract(\"other\")] public interface IOther { Task DoAsync(); }", Record));

        Assert.Equal(("RPC0023", DiagnosticSeverity.Warning), (warning.Id, warning.Severity));
        Assert.StartsWith("IOther", warning.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_writes_the_file_is_not_flagged() =>
        Assert.Empty(await Code.CompareAsync("[RpcContract(\"shop\")] public interface IShop { }", Record, isUpdate: true));

    [Fact]
    public async Task An_error_names_the_member_the_change_and_whom_it_breaks_where_the_member_stands()
    {
        var error = Assert.Single(await Code.CompareAsync(Old.Replace("int year", "int year, int pages = 1", StringComparison.Ordinal), Record));

        Assert.Equal(("RPC0021", DiagnosticSeverity.Error), (error.Id, error.Severity));
        Assert.Equal(
            "'count' of IShop: the argument 'pages' was added. This breaks deployed servers, when new clients call them: leave it as it was, "
            + "or let them refuse it by its version. Give the contract Version = \"1.3\" and the member Since = \"1.3\"",
            error.GetMessage(null));
        Assert.Equal("CountAsync", error.Location.SourceTree!.ToString().Substring(error.Location.SourceSpan.Start, error.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task A_contract_that_is_gone_is_an_error_in_the_file()
    {
        var error = Assert.Single(await Code.CompareAsync("class Nothing;", Record));

        Assert.Equal("RPC0020", error.Id);
        Assert.StartsWith("The contract IShop of 'shop' 1.x", error.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(("/user/RpcContracts.txt", 2), (error.Location.GetLineSpan().Path, error.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Theory]
    [InlineData("[RpcContract(\"shop\", Version = \"1.2\", Exchange = \"a\")] public interface IShop { Task<int> CountAsync(int year); }")]
    [InlineData("[RpcContract(\"shop\", Version = \"1.2\", Namespace = \"a\")] public interface IShop { Task<int> CountAsync(int year); }")]
    [InlineData("[RpcContract(\"shops\", Version = \"1.2\")] public interface IShop { Task<int> CountAsync(int year); }")]
    [InlineData("[RpcContract(\"shop\", Version = \"2.0\")] public interface IShop { Task<int> CountAsync(int year); }")]
    public async Task A_contract_that_is_served_elsewhere_is_gone_for_its_peers(string code) =>
        Assert.Equal(["RPC0020", "RPC0023"], (await Code.CompareAsync(code, Record)).Select(found => found.Id).Order());

    [Fact]
    public async Task A_new_major_version_beside_the_old_one_breaks_nobody() =>
        Assert.Equal("RPC0023", Assert.Single(await Code.CompareAsync(Old + "[RpcContract(\"shop\", Version = \"2.0\")] public interface IShop2 { }", Record)).Id);

    [Fact]
    public async Task The_name_of_an_interface_is_not_on_the_wire() =>
        Assert.Equal("RPC0023", Assert.Single(await Code.CompareAsync(Old.Replace("IShop", "IStore", StringComparison.Ordinal), Record)).Id);

    [Fact]
    public async Task Several_contracts_of_one_address_are_known_by_their_names()
    {
        const string Two = Old + "[RpcContract(\"shop\", Version = \"1.0\")] public interface IBack { Task CleanAsync(); }";

        Assert.Empty(await Code.CompareAsync(Two, Code.Record(Two)));
        Assert.Equal("RPC0020", Assert.Single(await Code.CompareAsync(Old, Code.Record(Two))).Id);
    }

    [Theory]
    [InlineData("List<int>", "IReadOnlyCollection<int>")]
    [InlineData("Dictionary<string, int>", "IReadOnlyDictionary<string, int>")]
    [InlineData("RpcValue", "object")]
    [InlineData("Point", "Place")]
    [InlineData("Tree", "Shrub")]
    [InlineData("Unit", "Measure")]
    public async Task A_type_of_another_name_and_the_same_form_breaks_nobody(string before, string after) =>
        Assert.DoesNotContain(await CompareAsync(before, after), found => found.Id != "RPC0023");

    [Theory]
    [InlineData("int[]", "List<long>", "deployed servers,")]
    [InlineData("List<int?>", "List<int>", "deployed clients,")]
    [InlineData("Dictionary<string, int>", "Dictionary<string, short>", "deployed clients,")]
    [InlineData("int", "double", "deployed servers,")]
    [InlineData("Guid", "string", "deployed servers,")]
    [InlineData("Unit", "string", "deployed servers,")]
    [InlineData("int", "object", "deployed servers,")]
    [InlineData("object", "int", "deployed clients,")]
    [InlineData("List<int>", "int", "deployed clients and deployed servers,")]
    [InlineData("List<int>", "Dictionary<string, int>", "deployed clients and deployed servers,")]
    [InlineData("Point", "Unit", "deployed clients and deployed servers,")]
    [InlineData("List<Point>", "List<Wide>", "deployed servers,")]
    public async Task A_type_of_another_form_breaks_whoever_reads_what_it_does_not_know(string before, string after, string broken)
    {
        var error = Assert.Single(await CompareAsync(before, after));

        Assert.Equal("RPC0021", error.Id);
        Assert.Contains("This breaks " + broken, error.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_in_error_is_not_compared() =>
        Assert.Empty(await Code.CompareAsync(Old.Replace("Task<int>", "void", StringComparison.Ordinal), Record));

    private static async Task<IReadOnlyList<Diagnostic>> CompareAsync(string before, string after) =>
        await Code.CompareAsync(WithArgument(after), Code.Record(WithArgument(before)));

    private static string WithArgument(string type) => Code.Contract($"Task DoAsync({type} value);") + """
        public record Point(int X);
        public record Place(int X);
        public record Wide(long X);
        public record Tree(List<Tree> Below);
        public record Shrub(Shrub[] Below);
        public enum Unit { Metre }
        public enum Measure { Metre }
        """;
}
