namespace Messaging.TestKit;

/// <summary>Where the Python programs are that play the other side in interop tests.</summary>
public static class PeerPrograms
{
    /// <summary>The environment variable that names their folder.</summary>
    public const string Variable = "MESSAGING_PEERS";

    /// <summary>The path of one of the programs.</summary>
    /// <exception cref="FileNotFoundException">It is in none of the places; the message lists them.</exception>
    public static string PathOf(string program)
    {
        var places = Places().ToList();
        return places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists) ?? throw new FileNotFoundException(
            $"The peer program {program} was not found. Set {Variable} to its folder. Tried were:\n{string.Join('\n', places)}");
    }

    private static IEnumerable<string> Places()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return [given];
        }

        return SolutionFolder.Find() is { } solution ? [Path.Combine(solution, "tests", "peers")] : [];
    }
}
