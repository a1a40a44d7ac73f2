namespace Messaging.Generators.Models;

/// <summary>The argument for a parameter of an exception's constructor.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Property">The property whose value it is, by its name in C#; empty for none.</param>
internal sealed record ThrownArgument(ThrownArgumentKind Kind, string Property = "");
