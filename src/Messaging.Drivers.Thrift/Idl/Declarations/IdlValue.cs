namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A constant as a file writes it, before its type is known.</summary>
/// <param name="Token">The token of the constant; for a list or a map, its opening bracket.</param>
/// <param name="Items">The values of a list; for a map, each key followed by its value.</param>
internal sealed record IdlValue(IdlToken Token, IReadOnlyList<IdlValue> Items)
{
    public bool IsList => Token is { Kind: IdlTokenKind.Symbol, Text: "[" };

    public bool IsMap => Token is { Kind: IdlTokenKind.Symbol, Text: "{" };

    public override string ToString() => IsList ? "a list" : IsMap ? "a map" : Token.ToString();
}
