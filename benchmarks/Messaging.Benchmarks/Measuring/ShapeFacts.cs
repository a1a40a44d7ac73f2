namespace Messaging.Benchmarks.Measuring;

/// <summary>What is known of a shape.</summary>
internal static class ShapeFacts
{
    private const int FanoutServers = 10;

    /// <summary>How many servers get each message.</summary>
    public static int Servers(this Shape shape) => shape == Shape.Fanout ? FanoutServers : 1;

    /// <summary>Its name on the command line and in the report.</summary>
    public static string Word(this Shape shape) => shape switch
    {
        Shape.Call => "call",
        Shape.Cast => "cast",
        Shape.CastUnconfirmed => "cast-unconfirmed",
        _ => "fanout",
    };

    /// <exception cref="ArgumentException">There is no such shape.</exception>
    public static Shape Parse(string word) =>
        Enum.GetValues<Shape>().Cast<Shape?>().FirstOrDefault(shape => shape!.Value.Word() == word)
        ?? throw new ArgumentException($"--shape takes {string.Join(", ", Enum.GetValues<Shape>().Select(Word))}, not '{word}'.");
}
