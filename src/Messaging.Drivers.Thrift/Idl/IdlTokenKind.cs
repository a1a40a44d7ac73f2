namespace Messaging.Drivers.Thrift.Idl;

/// <summary>The kind of a token.</summary>
internal enum IdlTokenKind
{
    End,
    Name,
    Integer,
    Number,
    Text,
    Symbol,
}
