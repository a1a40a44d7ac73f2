namespace Messaging.Generators.Comparing;

/// <summary>A change that not every deployed peer bears.</summary>
/// <param name="What">The change, as words of an error.</param>
/// <param name="Broken">Who does not bear it.</param>
internal sealed record Breakage(string What, Peers Broken);
