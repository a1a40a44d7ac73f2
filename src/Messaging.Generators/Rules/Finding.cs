using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Rules;

/// <summary>Something that is wrong with a contract, or may be.</summary>
/// <param name="Rule">Which rule says so.</param>
/// <param name="At">What it is about.</param>
/// <param name="Words">What the rule's message is filled with.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, ISymbol At, params object[] Words)
{
    /// <summary>What a fix needs to know.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>What else a fix has to change.</summary>
    public ISymbol? Beside { get; init; }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rule, PlaceOf(At), Beside is not null && PlaceOf(Beside) is { } place ? [place] : null, Properties, Words);

    private static Location? PlaceOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(place => place.IsInSource);
}
