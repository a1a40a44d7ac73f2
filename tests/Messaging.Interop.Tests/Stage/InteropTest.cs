namespace Messaging.Interop.Tests.Stage;

/// <summary>A test with a topic of its own, and words for what both languages can do.</summary>
public abstract class InteropTest(Troupe troupe)
{
    /// <summary>Both languages.</summary>
    public static TheoryData<Side> Sides => new(Side.Python, Side.Dotnet);

    /// <summary>The two pairs that cross, client first.</summary>
    public static TheoryData<Side, Side> Crossing => new() { { Side.Python, Side.Dotnet }, { Side.Dotnet, Side.Python } };

    /// <summary>All four pairs, client first.</summary>
    public static TheoryData<Side, Side> Pairs => new()
    {
        { Side.Python, Side.Dotnet }, { Side.Dotnet, Side.Python }, { Side.Dotnet, Side.Dotnet }, { Side.Python, Side.Python },
    };

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected Troupe Troupe { get; } = troupe;

    protected string Topic { get; } = "t" + Guid.NewGuid().ToString("N");

    /// <summary>Plays a scenario that mostly waits with all four pairs at once, each on a topic of its own.</summary>
    protected Task WithEachPairAsync(Func<Pair, string, Task> play) => Task.WhenAll(Pair.All.Select(async pair =>
    {
        try
        {
            await play(pair, $"{Topic}-{pair.Client}-{pair.Server}");
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{pair}: {e.Message}", e);
        }
    }));

    protected static Side Other(Side side) => side == Side.Python ? Side.Dotnet : Side.Python;

    /// <summary>Starts a server on this test's topic in the process of that language that serves.</summary>
    protected Task ServeAsync(Side side, string server, PeerRequest? more = null) =>
        Troupe.Server(side).ServeAsync((more ?? new()) with { Topic = Topic, Server = server });

    protected Task StopAsync(Side side, string server) => AskServerAsync(side, new() { Op = "stop", Server = server });

    /// <summary>Has the client of a language do something on this test's topic.</summary>
    protected Task<Answer> AskAsync(Side side, PeerRequest request) => Troupe.Client(side).AskAsync(request with { Topic = Topic });

    /// <summary>Calls, and returns the result as JSON.</summary>
    protected async Task<string> CallAsync(Side side, string method, string args = "{}", PeerRequest? more = null) =>
        (await AskAsync(side, (more ?? new()) with { Method = method, Args = args })).Json;

    protected async Task CastAsync(Side side, string op, string method, string args, PeerRequest? more = null) =>
        (await AskAsync(side, (more ?? new()) with { Op = op, Method = method, Args = args })).EnsureOk();

    private async Task AskServerAsync(Side side, PeerRequest request) =>
        (await Troupe.Server(side).AskAsync(request with { Topic = Topic })).EnsureOk();
}
