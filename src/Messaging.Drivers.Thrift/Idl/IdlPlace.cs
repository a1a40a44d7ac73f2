namespace Messaging.Drivers.Thrift.Idl;

/// <summary>A place in a file.</summary>
internal readonly record struct IdlPlace(string File, int Line, int Column)
{
    public ThriftIdlException Error(string reason) => new(File, Line, Column, reason);
}
