namespace Messaging.Generators.Models;

/// <summary>What a parameter of an exception's constructor is given.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Property">The property of whose value it is, by its name in C#; empty for none.</param>
internal sealed record ThrownArgument(ThrownArgumentKind Kind, string Property = "");
