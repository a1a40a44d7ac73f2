using System.Globalization;
using Messaging.Soak.Brokers;

namespace Messaging.Soak.Soaking;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    /// <summary>The text of <c>--help</c>.</summary>
    public const string Help =
        """
        Makes faults while calls and casts are in flight, and accounts for each: ./soak.sh [minutes | faults | hostile [minutes]] [options]

          minutes            how long to make faults at random (default: 10)
          faults             instead: makes every fault once, at its full length
          hostile            instead: good clients beside a zoo of bad ones, on RabbitMQ and ZeroMQ
          --cluster          on a cluster of three nodes, with the faults of one
          --url SCHEME://    over rabbit:// (default) or amqp1://, which takes RabbitMQ 4
          --seed N           the faults of an earlier run again; each run prints its seed
          --only WORDS       only faults with these words in their names
          --callers N        how many callers (default: 64)
          --think MS         how long a caller waits before its next call, on average (default: 100)
          --casts N          how many casts a second (default: 1000)
          --log FILE         where the library's log goes (default: artifacts/soak.log)

        The exit code is 0 if nothing was lost, hung, doubled or wrong, all worked again within 5 s, and nothing was left behind;
        with hostile, if every good call was answered within its 10 s, and the memory of the server was bounded and given back.
        """;

    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether every fault is made once, in order, instead of any at random.</summary>
    public bool EachOnce { get; init; }

    /// <summary>Whether clients are hostile, instead of the broker.</summary>
    public bool IsHostile { get; init; }

    /// <summary>Whether the broker is a cluster.</summary>
    public bool OnCluster { get; init; }

    /// <summary>The scheme of the driver.</summary>
    public string Scheme { get; init; } = BrokerSite.Rabbit;

    public int Seed { get; init; } = Random.Shared.Next(1_000_000);

    public string Only { get; init; } = "";

    public int Callers { get; init; } = 64;

    public int Think { get; init; } = 100;

    public int Casts { get; init; } = 1000;

    public string LogFile { get; init; } = Path.Combine("artifacts", "soak.log");

    public bool ShowHelp { get; init; }

    /// <exception cref="ArgumentException">A word is not understood; the message names it.</exception>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        var result = new Arguments();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            string Value() => ++i < words.Count ? words[i] : throw new ArgumentException($"{word} needs a value. See --help.");
            result = word switch
            {
                "faults" => result with { EachOnce = true },
                "hostile" => result with { IsHostile = true },
                "--cluster" => result with { OnCluster = true },
                "--url" => result with { Scheme = Driver(Value()) },
                "--seed" => result with { Seed = Number(word, Value(), 0) },
                "--only" => result with { Only = Value() },
                "--callers" => result with { Callers = Number(word, Value(), 1) },
                "--think" => result with { Think = Number(word, Value(), 0) },
                "--casts" => result with { Casts = Number(word, Value(), 1) },
                "--log" => result with { LogFile = Value() },
                "--help" or "-h" => result with { ShowHelp = true },
                _ => result with { Time = Minutes(word) },
            };
        }

        return result is { OnCluster: true, Scheme: not BrokerSite.Rabbit }
            ? throw new ArgumentException($"A cluster is for {BrokerSite.Rabbit}:// alone.")
            : result;
    }

    private static string Driver(string url) => url.Split(':')[0] is BrokerSite.Rabbit or BrokerSite.Amqp1
        ? url.Split(':')[0]
        : throw new ArgumentException($"--url takes {BrokerSite.Rabbit}:// or {BrokerSite.Amqp1}://, not '{url}': hosts and options are the run's own.");

    private static int Number(string option, string value, int least) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new ArgumentException($"{option} takes whole numbers from {least}, not '{value}'.");

    private static TimeSpan Minutes(string word) =>
        double.TryParse(word, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and < 100_000
            ? TimeSpan.FromMinutes(minutes)
            : throw new ArgumentException($"'{word}' is no option and no number of minutes. See --help.");
}
