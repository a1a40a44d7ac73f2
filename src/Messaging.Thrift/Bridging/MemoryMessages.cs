using Messaging.Drivers.Thrift.Wire;
using Thrift;

namespace Messaging.Thrift.Bridging;

/// <summary>How messages that never leave the process are written.</summary>
internal static class MemoryMessages
{
    public static readonly Dialect Dialect = new(WireProtocol.Binary, IsFramed: false, IsZlib: false);

    public static readonly TConfiguration Limits = new();
}
