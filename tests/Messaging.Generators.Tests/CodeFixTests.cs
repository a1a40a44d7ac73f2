using System.Collections.Immutable;
using Messaging.CodeFixes;
using Messaging.Generators.Deployed;
using Messaging.Generators.Tests.Deployed;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Messaging.Generators.Tests;

/// <summary>What an editor offers for a finding, and what becomes of the code.</summary>
public sealed class CodeFixTests
{
    private const string Caller = "[RpcContract(\"topic\")] public interface IUser { Task<int> AddAsync(int a); } ";

    [Theory]
    [InlineData("public class Caller { public async Task RunAsync(IUser user) { user.AddAsync(1); } }", "{ await user.AddAsync(1); }")]
    [InlineData("public class Caller { public void Run(IUser user) { Func<Task> f = async () => { /* now */ user.AddAsync(1); /* then */ }; } }", "{ /* now */ await user.AddAsync(1); /* then */ }")]
    [InlineData("public class Caller { public async Task RunAsync(IUser user) { user.AddAsync(1).ConfigureAwait(false); } }", "{ await user.AddAsync(1).ConfigureAwait(false); }")]
    public async Task A_dropped_task_is_awaited(string code, string expected) =>
        Assert.Contains(expected, await FixAsync(Caller + code, new DroppedTaskAnalyzer(), new AwaitFix()), StringComparison.Ordinal);

    [Theory]
    [InlineData("public class Caller { public void Run(IUser user) { user.AddAsync(1); } }")]
    [InlineData("public class Caller { public async Task RunAsync(IUser user) { Action f = () => user.AddAsync(1); } }")]
    [InlineData("public class Caller { public async Task RunAsync(IUser? user) { user?.AddAsync(1); } }")]
    public async Task Where_nothing_can_be_awaited_nothing_is_offered(string code) =>
        Assert.Empty(await OfferAsync(Project(Caller + code), new DroppedTaskAnalyzer(), new AwaitFix()));

    [Theory]
    [InlineData("void Do(int a);", "{ Task Do(int a); }")]
    [InlineData("List<int> Do(int a);", "{ Task<List<int>> Do(int a); }")]
    public async Task A_member_returns_a_task(string member, string expected) =>
        Assert.Contains(expected, await FixAsync(Code.Contract(member), new ContractAnalyzer(), new ReturnTaskFix()), StringComparison.Ordinal);

    [Theory]
    [InlineData("[JsonSerializable(typeof(int))]\npublic partial class Json : JsonSerializerContext;", "[JsonSerializable(typeof(int))]\n[JsonSerializable(typeof(List<string>))]\npublic partial")]
    [InlineData("/// <summary>All.</summary>\npublic partial class Json : JsonSerializerContext;", "/// <summary>All.</summary>\n[JsonSerializable(typeof(List<string>))]\npublic partial")]
    public async Task A_type_is_added_to_the_context(string context, string expected)
    {
        var code = Code.Contract("Task DoAsync(List<string> list);", "[RpcContract(\"topic\", Json = typeof(Json))]") + "\n" + context;

        var done = await FixAsync(code, new ContractJsonAnalyzer(), new JsonSerializableFix());

        Assert.Contains(expected, done.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("# nothing yet")]
    public async Task The_record_is_written_beside_the_project(string? before)
    {
        var project = Project(Caller);
        project = before is null ? project : project.AddAdditionalDocument(SurfaceText.FileName, before, filePath: "/user/RpcContracts.txt").Project;

        var action = Assert.Single(await OfferAsync(project, new DeployedContractAnalyzer(), new RecordFix()));
        var file = Assert.Single((await ApplyAsync(project, action)).AdditionalDocuments);

        Assert.Equal("/user/RpcContracts.txt", file.FilePath);
        Assert.Equal(Code.Record(Caller), (await file.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
    }

    [Fact]
    public void The_generators_know_nothing_of_workspaces() => Assert.DoesNotContain(
        typeof(ContractGenerator).Assembly.GetReferencedAssemblies(), reference => reference.Name!.Contains("Workspaces", StringComparison.Ordinal));

    private static Project Project(string code)
    {
        var compilation = Code.Compile(code);
        var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var project = ProjectInfo.Create(
            id, VersionStamp.Default, "User", "User", LanguageNames.CSharp, "/user/User.csproj", compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees[0].Options, metadataReferences: compilation.References);
        return workspace.AddProject(project).AddDocument("User.cs", compilation.SyntaxTrees[0].GetText(), filePath: "/user/User.cs").Project;
    }

    private static async Task<string> FixAsync(string code, DiagnosticAnalyzer analyzer, CodeFixProvider fix)
    {
        var project = Project(code);
        var done = await ApplyAsync(project, Assert.Single(await OfferAsync(project, analyzer, fix)));
        return (await Assert.Single(done.Documents).GetTextAsync(TestContext.Current.CancellationToken)).ToString();
    }

    private static async Task<IReadOnlyList<CodeAction>> OfferAsync(Project project, DiagnosticAnalyzer analyzer, CodeFixProvider fix)
    {
        var record = project.AdditionalDocuments.FirstOrDefault() is { } file ? (await file.GetTextAsync()).ToString() : null;
        var options = new AnalyzerOptions(record is null ? [] : [new RecordFile(record)], new BuildProperties(isUpdate: false));
        var compilation = (await project.GetCompilationAsync())!;
        var found = Assert.Single(await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync());
        Assert.Contains(found.Id, fix.FixableDiagnosticIds);
        List<CodeAction> offered = [];
        await fix.RegisterCodeFixesAsync(new CodeFixContext(
            Assert.Single(project.Documents), found, (action, _) => offered.Add(action), CancellationToken.None));
        return offered;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        return operation.ChangedSolution.GetProject(project.Id)!;
    }
}
