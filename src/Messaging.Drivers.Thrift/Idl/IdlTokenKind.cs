namespace Messaging.Drivers.Thrift.Idl;

/// <summary>The kind of a word in a file.</summary>
internal enum IdlTokenKind
{
    End,
    Name,
    Integer,
    Number,
    Text,
    Symbol,
}
