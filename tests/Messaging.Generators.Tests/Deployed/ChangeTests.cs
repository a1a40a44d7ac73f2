using System.Reflection;
using System.Runtime.Loader;

namespace Messaging.Generators.Tests.Deployed;

/// <summary>
/// Every line of the table in docs/contract-changes.md: programs of the contract before the change and after it meet, and the compiler's
/// verdict on the change. UPDATE_DOCS=1 writes the table.
/// </summary>
public sealed class ChangeTests
{
    private const string AsBefore = "as before";
    private static readonly string Page = Path.Combine(TestKit.SolutionFolder.Find()!, "docs", "contract-changes.md");
    private static readonly Lazy<Assembly> Peers = new(Load);

    public static TheoryData<string> Names => [.. Changes.All.Select(change => change.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_change_does_what_the_documentation_says(string name)
    {
        var number = Changes.All.ToList().FindIndex(change => change.Name == name);
        var row = $"| {name} | {await MeetAsync(number, "Before", "After")} | {await MeetAsync(number, "After", "Before")} | {await JudgeAsync(Changes.All[number])} |";
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await UpdateAsync(name, row);
        }

        Assert.Contains(row, await File.ReadAllLinesAsync(Page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_documentation_speaks_of_no_other_change()
    {
        var rows = (await File.ReadAllLinesAsync(Page, TestContext.Current.CancellationToken)).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1);

        Assert.Equal(Changes.All.Select(change => change.Name), rows.Select(row => row.Split(" | ")[0][2..]));
    }

    /// <summary>What a client gets of a server on the other side of the change, if it is not what it gets of a server of its own.</summary>
    private static async Task<string> MeetAsync(int number, string client, string server)
    {
        var own = await CallAsync(number, client, client);
        var other = await CallAsync(number, client, server);
        return own == other ? AsBefore : other.EndsWith("Exception", StringComparison.Ordinal) ? $"`{other}`" : $"`{other}` for `{own}`";
    }

    private static async Task<string> CallAsync(int number, string client, string server)
    {
        await using var transport = await Transport.OpenAsync("memory://", TestContext.Current.CancellationToken);
        var endpoint = (RpcEndpoint)Peer(number, server).GetMethod("Endpoint")!.Invoke(null, null)!;
        await using var serving = new RpcServer(transport, new Target { Topic = $"change-{number}", Server = "node-1" }, endpoint);
        await serving.StartAsync(TestContext.Current.CancellationToken);
        try
        {
            return (await (Task<object>)Peer(number, client).GetMethod("CallAsync")!.Invoke(null, [transport])!).ToString()!;
        }
        catch (Exception e) when (e is MessagingException or KeyNotFoundException)
        {
            return e.GetType().Name;
        }
    }

    private static Type Peer(int number, string side) => Peers.Value.GetType($"{side}{number}.Peer", throwOnError: true)!;

    private static async Task<string> JudgeAsync(Change change)
    {
        var found = await Code.CompareAsync(change.After.Contract("topic"), Code.Record(change.Before.Contract("topic")));
        return found.Length == 0 ? "nothing" : string.Join(", ", found.Where(one => found.Length == 1 || one.Id != "RPC0023").Select(Verdict).Order().Distinct());
    }

    private static string Verdict(Microsoft.CodeAnalysis.Diagnostic found)
    {
        var words = found.GetMessage(null);
        var broken = words.Contains("deployed clients and deployed servers", StringComparison.Ordinal) ? ": both"
            : words.Contains("breaks deployed clients", StringComparison.Ordinal) ? ": clients"
            : words.Contains("breaks deployed servers", StringComparison.Ordinal) || words.Contains("which deployed servers accept", StringComparison.Ordinal) ? ": servers"
            : words.Contains("breaks new clients of servers before", StringComparison.Ordinal) ? ": servers" : "";
        return $"[{found.Id}](analyzers.md#{found.Id.ToLowerInvariant()}){broken}";
    }

    private static Assembly Load()
    {
        var code = string.Concat(Changes.All.SelectMany((change, number) => (string[])
            [change.Before.Program($"Before{number}", $"change-{number}"), change.After.Program($"After{number}", $"change-{number}")]));
        var (compilation, _) = Code.Generate(code);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        assembly.Position = 0;
        return new AssemblyLoadContext("changes").LoadFromStream(assembly);
    }

    private static async Task UpdateAsync(string name, string row)
    {
        var lines = (await File.ReadAllLinesAsync(Page)).ToList();
        var place = lines.FindIndex(line => line.StartsWith($"| {name} |", StringComparison.Ordinal));
        if (place < 0)
        {
            lines.Insert(lines.FindLastIndex(line => line.StartsWith('|')) + 1, row);
        }
        else
        {
            lines[place] = row;
        }

        await File.WriteAllLinesAsync(Page, lines);
    }
}
