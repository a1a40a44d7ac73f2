using Messaging.Drivers.Thrift.Wire;
using Thrift;

namespace Messaging.Thrift.Bridging;

/// <summary>How messages are written that never leave the process.</summary>
internal static class MemoryMessages
{
    public static readonly Dialect Dialect = new(WireProtocol.Binary, IsFramed: false, IsZlib: false);

    public static readonly TConfiguration Limits = new();
}
