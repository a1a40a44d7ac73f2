using System.Globalization;

namespace Quickstart;

/// <summary>The command line: a command, options with a value each (<c>--name value</c> or <c>--name=value</c>), and further
/// words.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _options = [];
    private readonly List<string> _words = [];

    public string Command { get; private set; } = "tour";

    public IReadOnlyList<string> Words => _words;

    public static Arguments Parse(string[] args)
    {
        var result = new Arguments();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "-h" or "-?" or "--help" or "help")
            {
                return new Arguments { Command = "help" };
            }

            if (!args[i].StartsWith('-'))
            {
                result._words.Add(args[i]);
                continue;
            }

            var name = args[i].TrimStart('-');
            var equals = name.IndexOf('=');
            var value = equals >= 0 ? name[(equals + 1)..]
                : i + 1 < args.Length ? args[++i]
                : throw new UsageException($"{args[i]} needs a value.");
            name = equals >= 0 ? name[..equals] : name;
            if (!result._options.TryAdd(name, value))
            {
                throw new UsageException($"--{name} is given twice.");
            }
        }

        result.TakeCommand();
        return result;
    }

    public string Topic => Option("topic") ?? "calc";

    public string? Option(string name) => _options.GetValueOrDefault(name);

    public string Required(string name) => Option(name) ?? throw new UsageException($"{Command} needs --{name}.");

    public TimeSpan? Seconds(string name)
    {
        if (Option(name) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"--{name} is '{text}'. Write seconds, more than 0 and at most 86400.");
    }

    public void Allow(params string[] names)
    {
        foreach (var name in _options.Keys.Except(names))
        {
            throw new UsageException($"{Command} has no option --{name}. Known: {string.Join(", ", names.Select(known => "--" + known))}.");
        }
    }

    public void NoWords()
    {
        if (_words.Count > 0)
        {
            throw new UsageException($"{Command} does not know what to do with '{_words[0]}'.");
        }
    }

    private void TakeCommand()
    {
        if (_words.Count == 0)
        {
            return;
        }

        Command = _words[0] is "tour" or "serve" or "call" or "keys"
            ? _words[0]
            : throw new UsageException($"There is no command '{_words[0]}'. Known: tour, serve, call, keys.");
        _words.RemoveAt(0);
    }
}
