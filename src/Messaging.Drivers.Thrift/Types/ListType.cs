using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Types;

/// <summary>A list or a set: in JSON both are lists.</summary>
internal sealed class ListType(ThriftType element, bool isSet)
    : ThriftType($"{(isSet ? "set" : "list")}<{element}>", isSet ? TType.Set : TType.List)
{
    public ThriftType Element { get; } = element;
}
