namespace Messaging.Generators.Json;

/// <summary>A type that cannot be sent.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="What">What it is, as part of an error message.</param>
/// <param name="Instead">What to do instead.</param>
internal sealed record UnfitType(UnfitKind Kind, string What, string Instead);
