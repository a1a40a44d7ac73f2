using Messaging.Generators.Deployed;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Tests.Deployed;

/// <summary>The numbers of a contract for Thrift are recorded, and one that changes is an error: Thrift's peers know fields by nothing else.</summary>
public sealed class NumberRecordTests
{
    private const string Shop = """
        [RpcContract("shop")]
        public interface IShop
        {
            [RpcThrows<SoldOutException>(Field = 1)] [RpcThrows<UnknownException>(Field = 2)]
            Task<Item> TakeAsync([RpcField(1)] string name, [RpcField(2)] int count = 1);
            [RpcOneWay] Task NoteAsync([RpcField(1)] Size size);
        }

        public sealed record Item([RpcField(1)] string Name, [RpcField(2)] int Left);
        public enum Size { Small = 1, Large = 5 }
        public sealed class SoldOutException([RpcField(1)] string message, [RpcField(2)] int left) : Exception(message) { public int Left { get; } = left; }
        public sealed class UnknownException([RpcField(1)] string message) : Exception(message);
        """;

    private const string Written = """
        contract shop 1.0 IShop
          take(name#1: string, [count#2: int]) -> Item throws SoldOutException#1|UnknownException#2
          cast note(size#1: Size)
        type Item
          name#1: string
          left#2: int
        enum Size
          small#1
          large#5
        type SoldOutException
          left#2: int
          message#1: string
        type UnknownException
          message#1: string

        """;

    private static readonly string Record = Code.Record(Shop);

    [Fact]
    public async Task Numbers_are_written_as_they_are_read()
    {
        Assert.Equal(SurfaceText.Heading + "\n" + Written, Record);
        Assert.Equal(Record, SurfaceText.Write(SurfaceParser.Parse(Record.Split('\n')).Surface));
        Assert.Empty(await Code.CompareAsync(Shop, Record));
    }

    [Theory]
    [InlineData("[RpcField(2)] int count", "[RpcField(3)] int count", "the argument 'count' had the number 2 and has 3")]
    [InlineData("[RpcField(2)] int Left", "[RpcField(3)] int Left", "'left' of Item had the number 2 and has 3")]
    [InlineData("[RpcField(2)] int Left)", "[RpcField(3)] int Left, [RpcField(2)] int Price = 0)", "'left' of Item had the number 2 and has 3")]
    [InlineData("Large = 5", "Large = 6", "'large' of Size had the number 5 and has 6")]
    [InlineData("(Field = 2)", "(Field = 3)", "'UnknownException' of its exceptions had the number 2 and has 3")]
    [InlineData("[RpcField(2)] int left", "[RpcField(3)] int left", "'left' of SoldOutException had the number 2 and has 3")]
    public async Task A_number_that_changes_breaks_clients_and_servers(string before, string after, string why)
    {
        var errors = await Code.CompareAsync(Shop.Replace(before, after, StringComparison.Ordinal), Record);

        Assert.All(errors, error => Assert.Equal(("RPC0021", DiagnosticSeverity.Error), (error.Id, error.Severity)));
        Assert.Contains(errors, error => error.GetMessage(null).Contains(why, StringComparison.Ordinal)
            && error.GetMessage(null).Contains("This breaks deployed clients and deployed servers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_number_of_a_field_that_is_gone_is_not_given_to_another()
    {
        var errors = await Code.CompareAsync(Shop.Replace("[RpcField(2)] int left) : Exception(message) { public int Left { get; } = left; }",
            "[RpcField(2)] int price) : Exception(message) { public int Price { get; } = price; }", StringComparison.Ordinal), Record);

        Assert.Contains("'price' of SoldOutException has the number 2, by which Thrift's peers know 'left'", Assert.Single(errors).GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_that_is_numbered_no_more_is_lost_to_its_peers_on_Thrift()
    {
        const string One = "[RpcContract(\"one\")] public interface IOne { Task DoAsync([RpcField(1)] int a); }";

        var error = Assert.Single(await Code.CompareAsync(One.Replace("[RpcField(1)] ", "", StringComparison.Ordinal), Code.Record(One)));

        Assert.Equal("RPC0021", error.Id);
        Assert.Contains("the argument 'a' had the number 1 and has none", error.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_that_gets_numbers_is_to_be_recorded_again_and_breaks_nobody()
    {
        var plain = Code.Record(Shop.Replace("[RpcField(1)] ", "", StringComparison.Ordinal).Replace("[RpcField(2)] ", "", StringComparison.Ordinal)
            .Replace("(Field = 1)", "()", StringComparison.Ordinal).Replace("(Field = 2)", "()", StringComparison.Ordinal));

        Assert.DoesNotContain('#', plain[SurfaceText.Heading.Length..]);
        Assert.Equal(("RPC0023", DiagnosticSeverity.Warning), Assert.Single(await Code.CompareAsync(Shop, plain)) is var told ? (told.Id, told.Severity) : default);
    }
}
