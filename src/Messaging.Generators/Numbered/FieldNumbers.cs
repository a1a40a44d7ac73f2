using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Numbered;

/// <summary>The numbers of the fields of a method or a type: all must have one, and no two may be the same.</summary>
/// <param name="findings">Receives the findings.</param>
internal sealed class FieldNumbers(Findings findings)
{
    private const int Most = short.MaxValue;

    private readonly Dictionary<int, string> _taken = [];

    /// <summary>The number of a parameter; null when it has none.</summary>
    public static int? Of(IParameterSymbol parameter) => parameter.Find(KnownNames.Field).Number();

    /// <summary>The number of a property, or of its constructor parameter; null when it has none.</summary>
    public static int? Of(IPropertySymbol property) =>
        property.Find(KnownNames.Field).Number() ?? OfConstructor(property.ContainingType, property.Name);

    /// <summary>The number of a parameter of a constructor.</summary>
    public static int? OfConstructor(INamedTypeSymbol type, string name) =>
        type.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Where(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(Of).FirstOrDefault(number => number is not null);

    /// <summary>The number of the message of an exception; null when it has none.</summary>
    public static int? OfMessage(INamedTypeSymbol type) => type.GetMembers("Message").OfType<IPropertySymbol>().Select(Of)
        .Append(OfConstructor(type, "message")).FirstOrDefault(number => number is not null);

    /// <summary>Claims a number, if it is valid.</summary>
    /// <param name="number">The number; null for none.</param>
    /// <param name="name">The name of the field, for the error of another with the same number.</param>
    /// <param name="place">The field.</param>
    /// <param name="mark">The attribute that numbers it.</param>
    public bool TryTake(int? number, string name, NumberedPlace place, string mark)
    {
        var wrong = number is null ? $"has no number, as others of the contract have: mark it {mark}"
            : number is < 1 or > Most ? $"has the number {number}: numbers are from 1 to {Most}"
            : _taken.TryGetValue(number.Value, out var other) ? $"has the number {number}, as {other} has: give it another"
            : null;
        if (wrong is not null)
        {
            findings.Add(NumberedRules.Number, place.At, place.What, wrong);
            return false;
        }

        _taken[number!.Value] = $"'{name}'";
        return true;
    }
}
