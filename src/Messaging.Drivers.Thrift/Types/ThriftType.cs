using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Types;

/// <summary>A type of a Thrift service, with all that it refers to.</summary>
/// <param name="name">Its name in the <c>.thrift</c> file.</param>
/// <param name="wire">Its wire type.</param>
internal abstract class ThriftType(string name, TType wire)
{
    public string Name { get; } = name;

    public TType Wire { get; } = wire;

    /// <summary>Whether a value can be a property name, so that a map with such keys becomes an object in JSON.</summary>
    public virtual bool IsName => false;

    public override string ToString() => Name;
}
