namespace Messaging.Drivers.Thrift.Idl;

/// <summary>What a word of a file is.</summary>
internal enum IdlTokenKind
{
    End,
    Name,
    Integer,
    Number,
    Text,
    Symbol,
}
