using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Numbered;

/// <summary>What of a numbered contract is looked at, for what is said of it.</summary>
/// <param name="What">It, as the subject of a sentence.</param>
/// <param name="At">Where it stands.</param>
internal readonly record struct NumberedPlace(string What, ISymbol At);
