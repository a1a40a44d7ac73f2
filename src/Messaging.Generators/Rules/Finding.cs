using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Rules;

/// <summary>Something that is wrong with a contract, or may be.</summary>
/// <param name="Rule">Which rule says so.</param>
/// <param name="At">What it is about.</param>
/// <param name="Words">What the rule's message is filled with.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, ISymbol At, params object[] Words)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, At.Locations.FirstOrDefault(place => place.IsInSource), Words);
}
