using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Scenarios;

/// <summary>One call and what comes of it, whichever language calls and whichever serves.</summary>
public sealed record Scenario(string Name, string Method)
{
    private readonly Dictionary<Pair, Outcome> _outcomes = [];

    public string Args { get; init; } = "{}";

    public string? Context { get; init; }

    public string? Namespace { get; init; }

    public string? Version { get; init; }

    public string? VersionCap { get; init; }

    public string[]? AllowExmod { get; init; }

    public bool IsDirected { get; init; }

    /// <summary>The same everywhere.</summary>
    public Scenario Returns(string json) => Returns(json, json);

    /// <summary>What each language's server answers.</summary>
    public Scenario Returns(string python, string dotnet) => With(pair => new(pair.Server == Side.Python ? python : dotnet, null, ""));

    /// <summary>What each language's client raises, whoever serves.</summary>
    public Scenario Raises(string python, string dotnet, string message = "") => RaisesEach(python, python, dotnet, dotnet, message);

    /// <summary>What is raised by a Python client, by a .NET client of a Python server, and by a .NET client of a .NET server.</summary>
    public Scenario Raises(string python, string dotnet, string ours, string message) => RaisesEach(python, python, dotnet, ours, message);

    /// <summary>What a Python client of either server raises, and a .NET client of either server.</summary>
    public Scenario RaisesEach(string pythonFromPython, string pythonFromDotnet, string dotnetFromPython, string dotnetFromDotnet, string message) =>
        With(pair => new(null, Error: (pair.Client, pair.Server) switch
        {
            (Side.Python, Side.Python) => pythonFromPython,
            (Side.Python, Side.Dotnet) => pythonFromDotnet,
            (Side.Dotnet, Side.Python) => dotnetFromPython,
            _ => dotnetFromDotnet,
        }, message));

    public PeerRequest For(Pair pair) => new()
    {
        Topic = Troupe.TopicOf(pair.Server),
        Server = IsDirected ? Troupe.ServerOf(pair.Server) : null,
        Method = Method,
        Args = Args,
        Context = Context,
        Namespace = Namespace,
        Version = Version,
        VersionCap = VersionCap,
        AllowExmod = AllowExmod,
    };

    public Outcome OutcomeOf(Pair pair) => _outcomes[pair];

    public override string ToString() => Name;

    private Scenario With(Func<Pair, Outcome> outcome)
    {
        foreach (var pair in Pair.All)
        {
            _outcomes[pair] = outcome(pair);
        }

        return this;
    }
}
