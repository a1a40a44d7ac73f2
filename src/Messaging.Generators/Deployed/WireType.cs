namespace Messaging.Generators.Deployed;

/// <summary>A user's type in arguments and results.</summary>
/// <param name="Name">Its name in C#, which is not sent.</param>
/// <param name="IsEnum">Whether it is an enum, whose names are sent.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record WireType(string Name, bool IsEnum, IReadOnlyList<WireField> Fields);
