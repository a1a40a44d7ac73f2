using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Types;

/// <summary>A map: in JSON an object, or a list of pairs when its keys cannot be property names.</summary>
internal sealed class MapType(ThriftType key, ThriftType value) : ThriftType($"map<{key},{value}>", TType.Map)
{
    public ThriftType Key { get; } = key;

    public ThriftType Value { get; } = value;
}
