namespace Messaging.Drivers.Thrift.Idl;

/// <summary>Where in a file something stands.</summary>
internal readonly record struct IdlPlace(string File, int Line, int Column)
{
    public ThriftIdlException Error(string reason) => new(File, Line, Column, reason);
}
