namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A constant as written in a file, before its type is known.</summary>
/// <param name="Token">Its word; for a list or a map, the bracket.</param>
/// <param name="Items">The values of a list; for a map, each key before its value.</param>
internal sealed record IdlValue(IdlToken Token, IReadOnlyList<IdlValue> Items)
{
    public bool IsList => Token is { Kind: IdlTokenKind.Symbol, Text: "[" };

    public bool IsMap => Token is { Kind: IdlTokenKind.Symbol, Text: "{" };

    public override string ToString() => IsList ? "a list" : IsMap ? "a map" : Token.ToString();
}
