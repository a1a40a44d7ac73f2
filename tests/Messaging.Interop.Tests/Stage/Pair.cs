namespace Messaging.Interop.Tests.Stage;

/// <summary>Who calls and who serves.</summary>
public sealed record Pair(Side Client, Side Server)
{
    /// <summary>All four: the two that cross, and each language with itself, which tells whose fault a difference is.</summary>
    public static IReadOnlyList<Pair> All { get; } =
        [new(Side.Python, Side.Dotnet), new(Side.Dotnet, Side.Python), new(Side.Dotnet, Side.Dotnet), new(Side.Python, Side.Python)];

    /// <summary>The two that cross.</summary>
    public static IReadOnlyList<Pair> Crossing { get; } = [All[0], All[1]];

    public override string ToString() => $"{Client} calls {Server}";
}
