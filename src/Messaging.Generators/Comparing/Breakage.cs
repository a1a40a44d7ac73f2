namespace Messaging.Generators.Comparing;

/// <summary>A change that breaks some deployed peers.</summary>
/// <param name="What">The change, as part of an error message.</param>
/// <param name="Broken">The peers that it breaks.</param>
internal sealed record Breakage(string What, Peers Broken);
