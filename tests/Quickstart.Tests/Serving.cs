namespace Quickstart.Tests;

/// <summary>The sample's <c>serve</c> as a program beside the test, and its <c>call</c> on the same URL.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly string _url;
    private readonly ChildProcess _process;

    private Serving(string url, ChildProcess process) => (_url, _process) = (url, process);

    public Journal<string> Output => _process.Output;

    public static async Task<Serving> StartAsync(string url, params string[] arguments)
    {
        var serving = new Serving(url, Sample.Start(["serve", "--url", url, .. arguments]));
        await serving.Output.WaitForAsync(line => line.StartsWith("ready", StringComparison.Ordinal), "the ready line", WaitLimit.Start);
        return serving;
    }

    public Task<string> CallAsync(params string[] words) => CallAsync(_url, words);

    public Task<string> FailAsync(params string[] words) => FailAsync(_url, words);

    public static async Task<string> CallAsync(string url, string[] words) =>
        (await Sample.RunAsync(["call", "--url", url, "--timeout", "30", .. words])).EnsureSuccess().Output;

    /// <summary>Calls what fails, and gives the one line that it said.</summary>
    public static async Task<string> FailAsync(string url, string[] words)
    {
        var result = await Sample.RunAsync(["call", "--url", url, .. words]);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        return Assert.Single(result.Error.Split('\n'));
    }

    public async Task StopAsync()
    {
        Assert.Equal(0, await _process.StopAsync());
        Assert.StartsWith("stopped", Output.Entries[^1], StringComparison.Ordinal);
        Assert.Empty(_process.Error.Entries);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
