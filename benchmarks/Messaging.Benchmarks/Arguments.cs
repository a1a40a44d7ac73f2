using System.Globalization;
using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    public IReadOnlyList<string> Subjects { get; init; } =
        ["memory", "memory-typed", "rabbit", "rabbit-typed", "raw", "masstransit", "wolverine", "oslo", "zmq", "libzmq", "netmq", "grpc",
            "streamjsonrpc"];

    public IReadOnlyList<int> Callers { get; init; } = [1, 16, 64, 256, 1024];

    /// <summary>Calls a second of the open loop; none: callers in a closed one.</summary>
    public IReadOnlyList<int> Rates { get; init; } = [];

    public IReadOnlyList<int> Payloads { get; init; } = [100];

    public Shape Shape { get; init; }

    public bool Apart { get; init; }

    public int Rounds { get; init; } = 5;

    public TimeSpan RoundTime { get; init; } = TimeSpan.FromSeconds(2);

    public int WarmUp { get; init; } = 200_000;

    public TimeSpan WarmUpTime { get; init; } = TimeSpan.FromSeconds(30);

    public string Regime => WarmUp == 0 ? "cold" : "warm";

    public string? Url { get; init; }

    public int? BrokerProcess { get; init; }

    public string? JsonFile { get; init; }

    public string? SvgFolder { get; init; }

    public bool Allocations { get; init; }

    public bool ShowHelp { get; init; }

    /// <summary>What each subject is asked, in this order.</summary>
    public IEnumerable<Load> Loads =>
        from payload in Payloads
        from number in Rates.Count > 0 ? Rates : Callers
        select Rates.Count > 0 ? new Load(0, number, payload) : new Load(number, 0, payload);

    /// <exception cref="ArgumentException">An option is unknown or its value cannot be read; the message names it.</exception>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        // First, so that it changes the defaults and what else is given changes these.
        var result = words.Contains("--quick") ? Quick() : new();
        for (var i = 0; i < words.Count; i++)
        {
            var option = words[i];
            string Value() => ++i < words.Count ? words[i] : throw new ArgumentException($"{option} needs a value. See --help.");
            result = option switch
            {
                "--quick" => result,
                "--subjects" => result with { Subjects = List(Value()) },
                "--callers" => result with { Callers = Numbers(option, Value()) },
                "--open" => result with { Rates = Numbers(option, Value()) },
                "--payload" => result with { Payloads = Numbers(option, Value()) },
                "--shape" => result with { Shape = ShapeFacts.Parse(Value()) },
                "--apart" => result with { Apart = true },
                "--rounds" => result with { Rounds = Number(option, Value(), 1) },
                "--seconds" => result with { RoundTime = Seconds(option, Value()) },
                "--warm-up" => result with { WarmUp = Number(option, Value(), 0) },
                "--url" => result with { Url = Value() },
                "--broker-pid" => result with { BrokerProcess = Number(option, Value(), 1) },
                "--svg" => result with { SvgFolder = Value() },
                "--json" => result with { JsonFile = Value() },
                "--allocations" => result with { Allocations = true },
                "--help" or "-h" => result with { ShowHelp = true },
                _ => throw new ArgumentException($"'{option}' is no option. See --help."),
            };
        }

        return result.Shape == Shape.Call || !(result.Apart || result.Rates.Count > 0)
            ? result
            : throw new ArgumentException("--apart and --open are for calls: without an answer nobody here knows when a cast has run.");
    }

    private static Arguments Quick() => new()
    {
        Callers = [1, 64],
        Rounds = 5,
        RoundTime = TimeSpan.FromSeconds(0.6),
        WarmUp = 40_000,
        WarmUpTime = TimeSpan.FromSeconds(6),
    };

    private static string[] List(string value) =>
        [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    private static int[] Numbers(string option, string value) => [.. List(value).Select(text => Number(option, text, 1))];

    private static int Number(string option, string value, int least) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new ArgumentException($"{option} takes whole numbers from {least}, not '{value}'.");

    private static TimeSpan Seconds(string option, string value) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new ArgumentException($"{option} takes seconds, such as 2 or 0.5, not '{value}'.");
}
