using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Tests;

/// <summary>A call whose task nobody awaits is flagged, and nothing else is.</summary>
public sealed class DroppedTaskTests
{
    private const string Contract = """
        [RpcContract("topic")] public interface IUser : IBase { Task<int> AddAsync(int a); ValueTask WaitAsync(); [RpcOneWay] Task LogAsync(); Task Local() => Task.CompletedTask; }
        public interface IBase { Task BaseAsync(); }
        public interface IOther { Task OtherAsync(); }

        """;

    [Theory]
    [InlineData("user.AddAsync(1);", "AddAsync")]
    [InlineData("user.WaitAsync();", "WaitAsync")]
    [InlineData("user.LogAsync();", "LogAsync")]
    [InlineData("user.BaseAsync();", "BaseAsync")]
    [InlineData("maybe?.AddAsync(1);", "AddAsync")]
    [InlineData("user.AddAsync(1).ConfigureAwait(false);", "AddAsync")]
    [InlineData("transport.GetClient<IUser>().LogAsync();", "LogAsync")]
    [InlineData("Action later = () => user.AddAsync(1); later();", "AddAsync")]
    public async Task A_dropped_task_is_a_warning_that_names_the_member(string statement, string member)
    {
        var warning = Assert.Single(await AnalyzeAsync(statement));

        Assert.Equal(("RPC0015", DiagnosticSeverity.Warning), (warning.Id, warning.Severity));
        Assert.Contains(member, warning.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(member is "LogAsync" ? 0 : 1, warning.GetMessage(null).Split("[RpcOneWay]").Length - 1);
    }

    [Theory]
    [InlineData("await user.AddAsync(1);")]
    [InlineData("await user.LogAsync().ConfigureAwait(false);")]
    [InlineData("_ = user.AddAsync(1);")]
    [InlineData("var task = user.AddAsync(1); await task;")]
    [InlineData("user.AddAsync(1).Wait();")]
    [InlineData("Func<Task> later = () => user.AddAsync(1); await later();")]
    [InlineData("await Task.WhenAll(user.AddAsync(1), user.BaseAsync());")]
    [InlineData("user.Local();")]
    [InlineData("other.OtherAsync();")]
    [InlineData("user.ToString();")]
    public async Task What_is_awaited_kept_or_no_call_is_not_flagged(string statement) => Assert.Empty(await AnalyzeAsync(statement));

    private static Task<System.Collections.Immutable.ImmutableArray<Diagnostic>> AnalyzeAsync(string statement) => Code.AnalyzeAsync(
        $$"""{{Contract}} public class Caller { public async Task RunAsync(IUser user, IUser? maybe, IOther other, Transport transport) { {{statement}} } }""", new DroppedTaskAnalyzer());
}
