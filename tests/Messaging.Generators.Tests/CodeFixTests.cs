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

    [Theory]
    [InlineData("1.2", "Task<int> NewAsync(int a);", "[RpcContract(\"topic\", Version = \"1.3\")]", "[RpcMethod(Since = \"1.3\")]")]
    [InlineData("1.2", "/// <summary>New.</summary>\n[RpcOneWay] Task NewAsync(int a);", "[RpcContract(\"topic\", Version = \"1.3\")]", "[RpcOneWay]")]
    [InlineData("1.2", "[RpcMethod(\"newest\", Since = \"1.2\")] Task NewAsync(int a);", "Version = \"1.3\"", "[RpcMethod(\"newest\", Since = \"1.3\")]")]
    [InlineData("1.4", "[RpcMethod] Task NewAsync(int a);", "Version = \"1.4\"", "[RpcMethod(Since = \"1.3\")]")]
    [InlineData("1.1", "", "Version = \"1.2\"", "Since = \"1.1\"")]
    public async Task A_version_is_raised_or_set_back_so_that_deployed_peers_can_refuse(string version, string added, params string[] expected)
    {
        const string Member = "[RpcMethod(Since = \"1.1\")] Task OldAsync();";
        var project = Project(Code.Contract(Member + "\n" + added, $"[RpcContract(\"topic\", Version = \"{version}\")]"))
            .AddAdditionalDocument(SurfaceText.FileName, Code.Record(Code.Contract(Member)), filePath: "/user/RpcContracts.txt").Project;

        var done = await ApplyAsync(project, Assert.Single(await OfferAsync(project, new DeployedContractAnalyzer(), new VersionFix())));

        var text = (await Assert.Single(done.Documents).GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotContain(await DiagnoseAsync(done, new DeployedContractAnalyzer()), found => found.Id == "RPC0022");
    }

    [Fact]
    public async Task A_Since_that_was_lowered_is_set_back()
    {
        var project = Project(Code.Contract("Task OldAsync();"))
            .AddAdditionalDocument(SurfaceText.FileName, Code.Record(Code.Contract("[RpcMethod(Since = \"1.2\")] Task OldAsync();")), filePath: "/user/RpcContracts.txt").Project;

        var action = Assert.Single(await OfferAsync(project, new DeployedContractAnalyzer(), new VersionFix()));

        Assert.Equal("Set Since to 1.2", action.Title);
        Assert.Empty(await DiagnoseAsync(await ApplyAsync(project, action), new DeployedContractAnalyzer()));
    }

    [Fact]
    public async Task The_member_of_a_base_in_another_file_is_marked_there()
    {
        const string Base = "public interface IBase {{ {0} }}";
        var recorded = Code.Contract("Task OldAsync();").Replace("IUser", "IUser : IBase", StringComparison.Ordinal);
        var project = Project(string.Format(System.Globalization.CultureInfo.InvariantCulture, Base, "Task NewAsync();"))
            .AddDocument("Contract.cs", "using System.Threading.Tasks; using Messaging;\n" + recorded, filePath: "/user/Contract.cs").Project
            .AddAdditionalDocument(
                SurfaceText.FileName, Code.Record(recorded + string.Format(System.Globalization.CultureInfo.InvariantCulture, Base, "")), filePath: "/user/RpcContracts.txt").Project;

        var done = await ApplyAsync(project, Assert.Single(await OfferAsync(project, new DeployedContractAnalyzer(), new VersionFix())));

        Assert.DoesNotContain(await DiagnoseAsync(done, new DeployedContractAnalyzer()), found => found.Id == "RPC0022");
        var texts = await Task.WhenAll(done.Documents.Select(async document => (await document.GetTextAsync()).ToString()));
        Assert.Contains("Since = \"1.3\")]", texts[0], StringComparison.Ordinal);
        Assert.Contains("Version = \"1.3\"", texts[1], StringComparison.Ordinal);
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

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Project project, DiagnosticAnalyzer analyzer)
    {
        var record = project.AdditionalDocuments.FirstOrDefault() is { } file ? (await file.GetTextAsync()).ToString() : null;
        var options = new AnalyzerOptions(record is null ? [] : [new RecordFile(record)], new BuildProperties(isUpdate: false));
        var compilation = (await project.GetCompilationAsync())!;
        return await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync();
    }

    private static async Task<IReadOnlyList<CodeAction>> OfferAsync(Project project, DiagnosticAnalyzer analyzer, CodeFixProvider fix)
    {
        var found = Assert.Single(await DiagnoseAsync(project, analyzer));
        Assert.Contains(found.Id, fix.FixableDiagnosticIds);
        List<CodeAction> offered = [];
        await fix.RegisterCodeFixesAsync(new CodeFixContext(
            project.Documents.First(), found, (action, _) => offered.Add(action), CancellationToken.None));
        return offered;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        return operation.ChangedSolution.GetProject(project.Id)!;
    }
}
