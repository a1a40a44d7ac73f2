using System.Text;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Numbered;

/// <summary>The fields of a struct or an exception, as they are written in a .thrift file.</summary>
/// <param name="types">Writes their types.</param>
/// <param name="findings">Receives the findings.</param>
/// <param name="contract">The contract.</param>
internal sealed class NumberedFieldList(NumberedTypes types, Findings findings, INamedTypeSymbol contract)
{
    private readonly FieldNumbers _numbers = new(findings);
    private readonly SortedDictionary<int, string> _fields = [];
    private bool _isBroken;

    /// <summary>The fields in the order of their numbers; null when one cannot be written.</summary>
    public string? Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (var written in _fields)
            {
                text.Append($"  {written.Key}: {written.Value}\n");
            }

            return _isBroken ? null : text.ToString();
        }
    }

    /// <summary>Adds a property.</summary>
    public void Add(IPropertySymbol property, string name, NumberedPlace holder)
    {
        var isHere = SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, contract.ContainingAssembly);
        var place = new NumberedPlace($"The property '{property.Name}' of {property.ContainingType.Name}", isHere ? property : holder.At);
        var (type, mayBeNull) = NumberedTypes.Split(property.Type);
        var isRequired = property.IsRequired || property.Has("System.Text.Json.Serialization.JsonRequiredAttribute");
        var presence = mayBeNull ? "optional " : isRequired ? "required " : "";
        Add(FieldNumbers.Of(property), name, place, type, presence);
    }

    /// <summary>Adds the message of an exception, when its constructor's parameter is numbered.</summary>
    public void AddMessage(INamedTypeSymbol type, NumberedPlace holder)
    {
        if (FieldNumbers.OfMessage(type) is { } number)
        {
            _isBroken |= !_numbers.TryTake(number, "message", holder with { What = $"The message of {type.Name}" }, "");
            _fields[number] = "string message";
        }
    }

    private void Add(int? number, string name, NumberedPlace place, ITypeSymbol type, string presence)
    {
        // All are checked, so that all errors are reported at once.
        var isNumbered = _numbers.TryTake(number, name, place, "[RpcField(n)], or [JsonIgnore] if it does not travel");
        var isNamed = types.IsName(name, place);
        if (types.Of(type, place) is { } written && isNumbered && isNamed)
        {
            _fields[number!.Value] = $"{presence}{written} {name}";
        }
        else
        {
            _isBroken = true;
        }
    }
}
