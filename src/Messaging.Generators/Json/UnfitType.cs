namespace Messaging.Generators.Json;

/// <summary>A type that cannot travel.</summary>
/// <param name="Kind">Why.</param>
/// <param name="What">What it is, as words of an error.</param>
/// <param name="Instead">What to do.</param>
internal sealed record UnfitType(UnfitKind Kind, string What, string Instead);
