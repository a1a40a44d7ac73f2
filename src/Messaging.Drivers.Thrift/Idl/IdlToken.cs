namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A token of a file.</summary>
internal readonly record struct IdlToken(IdlTokenKind Kind, string Text, IdlPlace Place)
{
    public override string ToString() => Kind switch
    {
        IdlTokenKind.End => "the end of the file",
        IdlTokenKind.Text => $"the text \"{Text}\"",
        _ => $"'{Text}'",
    };
}
