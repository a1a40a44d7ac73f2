namespace Messaging.Generators.Deployed;

/// <summary>A type of the user's that travels in arguments and results.</summary>
/// <param name="Name">Its name in C#, which does not travel.</param>
/// <param name="IsEnum">Whether it is an enum, of which the names travel.</param>
/// <param name="Fields">What it has.</param>
internal sealed record WireType(string Name, bool IsEnum, IReadOnlyList<WireField> Fields);
