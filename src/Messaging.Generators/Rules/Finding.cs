using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Rules;

/// <summary>An error, or a possible error, in a contract.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="At">The symbol.</param>
/// <param name="Words">The arguments of the rule's message.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, ISymbol At, params object[] Words)
{
    /// <summary>The data for a fix.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Another symbol that a fix must change.</summary>
    public ISymbol? Beside { get; init; }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Rule, PlaceOf(At), Beside is not null && PlaceOf(Beside) is { } place ? [place] : null, Properties, Words);

    private static Location? PlaceOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(place => place.IsInSource);
}
