using Messaging.Generators.Deployed;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Messaging.Generators.Tests.Deployed;

/// <summary>RpcContracts.txt is written as it is read, and what cannot be read in it is an error.</summary>
public sealed class RecordTests
{
    private const string Everything = """
        namespace Acme;

        [RpcContract("the topic", Version = "1.2", Exchange = "shop", Namespace = "back.office")]
        public interface IShop : IBase
        {
            Task<Order?> FindAsync(Guid id, [RpcArgument("a (b), c")] string? note = "; %41", CancellationToken token = default);
            [RpcMethod(Since = "1.1")] ValueTask<List<Order>> ListAsync(RpcContext context, int[] pages, IReadOnlyDictionary<string, RpcValue?> filter);
            [RpcOneWay] Task LogAsync(byte[] data, [RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> more);
            [RpcFanout] Task ForgetAsync((int, string) pair, Page<int[]> page, DateTime when);
            int Local() => 1;
        }

        public interface IBase { Task<object> BaseAsync(); }

        public class Thing { [JsonPropertyName("key")] public long Id { get; set; } [JsonIgnore] public int Secret { get; set; } }

        public sealed class Order : Thing
        {
            public required string ItemName { get; init; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Order? Before { get; init; }
            public State State { get; set; }
            [JsonConverter(typeof(JsonStringEnumConverter))] public DayOfWeek Day { get; set; }
        }

        public record Page<T>(T Items);

        public enum State { New, [JsonStringEnumMemberName("sent-out")] SentOut }
        """;

    private const string Written = """
        contract the%20topic 1.2 Acme.IShop exchange=shop namespace=back.office
          find(id: System.Guid, [a%20%28b%29%2C%20c: string?]) -> Acme.Order?
          list(pages: list<int>, filter: map<any>) -> list<Acme.Order> since 1.1
          cast log(data: bytes, ...)
          fanout forget(pair: System.ValueTuple<int,string>, page: Acme.Page<int{}>, when: System.DateTime)
          base() -> any
        type Acme.Order
          required item_name: string
          before: Acme.Order?
          state: Acme.State
          day: System.DayOfWeek
          key: long
        type Acme.Page<int{}>
          items: list<int>
        enum Acme.State
          new
          sent-out

        """;

    [Fact]
    public void Contracts_are_written_as_their_peers_see_them() => Assert.Equal(SurfaceText.Heading + "\n" + Written, Code.Record(Everything));

    [Fact]
    public async Task What_is_written_is_read_and_a_project_that_is_recorded_is_not_flagged()
    {
        var record = Code.Record(Everything);
        var parsed = SurfaceParser.Parse(record.Split('\n'));

        Assert.Empty(parsed.Unreadable);
        Assert.Equal(record, SurfaceText.Write(parsed.Surface));
        Assert.Empty(await Code.CompareAsync(Everything, record));
        Assert.Empty(await Code.CompareAsync(Everything, record.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n# a remark\r\n"));
    }

    [Theory]
    [InlineData("contract reports IReports")]
    [InlineData("contract reports one IReports")]
    [InlineData("contract reports 1.0 IReports color=red")]
    [InlineData("something else")]
    [InlineData("  do()")]
    [InlineData("contract reports 1.0 IReports\n  do")]
    [InlineData("contract reports 1.0 IReports\n  do(a)")]
    [InlineData("contract reports 1.0 IReports\n  do([a: int)")]
    [InlineData("contract reports 1.0 IReports\n  do() since then")]
    [InlineData("contract reports 1.0 IReports\n  do() => int")]
    [InlineData("type Report\n  year int")]
    [InlineData("type Report\ntype Report")]
    public async Task A_line_that_says_nothing_is_an_error_where_it_stands(string record)
    {
        var error = Assert.Single(await Code.CompareAsync("class Nothing;", record), found => found.Id == "RPC0024");

        Assert.Equal(DiagnosticSeverity.Error, error.Severity);
        var last = record.Split('\n')[^1];
        Assert.Contains($"'{last.Trim()}'", error.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(record.Split('\n').Length - 1, error.Location.GetLineSpan().StartLinePosition.Line);
        Assert.EndsWith("RpcContracts.txt", error.Location.GetLineSpan().Path, StringComparison.Ordinal);
    }

    [Fact]
    public void The_build_gets_the_text_as_comments_only_when_it_asks()
    {
        Assert.Empty(Generate(isUpdate: false));

        var file = Assert.Single(Generate(isUpdate: true)).ToString();
        Assert.Equal(Code.Record(Everything), string.Concat(file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[3..] + "\n")));
        Assert.All(file.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("// ", line, StringComparison.Ordinal));

        static IEnumerable<SyntaxTree> Generate(bool isUpdate) => CSharpGeneratorDriver
            .Create([new DeployedContractGenerator().AsSourceGenerator()], optionsProvider: new BuildProperties(isUpdate))
            .RunGenerators(Code.Compile(Everything)).GetRunResult().GeneratedTrees;
    }
}
