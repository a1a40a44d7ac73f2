using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Numbered;

/// <summary>The part of a numbered contract that is being checked, for its findings.</summary>
/// <param name="What">The part, as the subject of a sentence.</param>
/// <param name="At">Its location.</param>
internal readonly record struct NumberedPlace(string What, ISymbol At);
