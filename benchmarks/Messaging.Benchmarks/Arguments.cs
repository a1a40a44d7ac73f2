using System.Globalization;

namespace Messaging.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    /// <summary>The text of <c>--help</c>.</summary>
    public const string Help =
        """
        Measures a whole call, there and back, on several subjects in turns: ./bench.sh [options]

          --subjects LIST    what to measure: memory, rabbit, raw, zmq, libzmq (default: all but libzmq)
          --callers LIST     how many callers at once (default: 1,16,64,256)
          --payload LIST     bytes of the text that is echoed (default: 100)
          --rounds N         rounds of each subject, in turns; the medians are reported (default: 7)
          --seconds S        length of a round (default: 2)
          --warm-up N        calls of each subject before anything is measured; 0 measures cold code (default: 200000)
          --url URL          a RabbitMQ to use (default: MESSAGING_TEST_RABBIT_URL, else a private one is started)
          --broker-pid PID   that broker's process, if it runs on this machine: its CPU is reported too
          --json FILE        writes the rows there as well
          --quick            under a minute: 1 and 64 callers, 5 rounds of 0.6 s, 40000 calls to warm up
          --allocations      instead: which types a call allocates, for each subject
          --micro [FILTER]   instead: the parts of a call one by one, with BenchmarkDotNet
        """;

    public IReadOnlyList<string> Subjects { get; init; } = ["memory", "rabbit", "raw", "zmq"];

    public IReadOnlyList<int> Callers { get; init; } = [1, 16, 64, 256];

    public IReadOnlyList<int> Payloads { get; init; } = [100];

    public int Rounds { get; init; } = 7;

    public TimeSpan RoundTime { get; init; } = TimeSpan.FromSeconds(2);

    public int WarmUp { get; init; } = 200_000;

    public string Regime => WarmUp == 0 ? "cold" : "warm";

    public string? Url { get; init; }

    public int? BrokerProcess { get; init; }

    public string? JsonFile { get; init; }

    public bool Allocations { get; init; }

    public bool ShowHelp { get; init; }

    /// <exception cref="ArgumentException">An option is unknown or its value cannot be read; the message names it.</exception>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        // First, so that it changes the defaults and what else is given changes these.
        var result = words.Contains("--quick")
            ? new Arguments { Callers = [1, 64], Rounds = 5, RoundTime = TimeSpan.FromSeconds(0.6), WarmUp = 40_000 }
            : new();
        for (var i = 0; i < words.Count; i++)
        {
            var option = words[i];
            string Value() => ++i < words.Count ? words[i] : throw new ArgumentException($"{option} needs a value. See --help.");
            result = option switch
            {
                "--quick" => result,
                "--subjects" => result with { Subjects = List(Value()) },
                "--callers" => result with { Callers = Numbers(option, Value()) },
                "--payload" => result with { Payloads = Numbers(option, Value()) },
                "--rounds" => result with { Rounds = Number(option, Value(), 1) },
                "--seconds" => result with { RoundTime = Seconds(option, Value()) },
                "--warm-up" => result with { WarmUp = Number(option, Value(), 0) },
                "--url" => result with { Url = Value() },
                "--broker-pid" => result with { BrokerProcess = Number(option, Value(), 1) },
                "--json" => result with { JsonFile = Value() },
                "--allocations" => result with { Allocations = true },
                "--help" or "-h" => result with { ShowHelp = true },
                _ => throw new ArgumentException($"'{option}' is no option. See --help."),
            };
        }

        return result;
    }

    private static string[] List(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

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
