using System.Globalization;

namespace SessionManager;

/// <summary>The options of both commands.</summary>
internal sealed class Arguments
{
    public string Url { get; private set; } = "thrift://127.0.0.1:9090";

    public string Socket { get; private set; } = Path.Combine(Path.GetTempPath(), "sessions.sock");

    public int Hold { get; private set; } = 1;

    public static Arguments? TryParse(ReadOnlySpan<string> args)
    {
        var result = new Arguments();
        for (; args.Length >= 2; args = args[2..])
        {
            switch (args[0])
            {
                case "--url":
                    result.Url = args[1];
                    break;
                case "--socket":
                    result.Socket = args[1];
                    break;
                case "--hold" when int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var hold):
                    result.Hold = hold;
                    break;
                default:
                    return null;
            }
        }

        return args.IsEmpty ? result : null;
    }
}
