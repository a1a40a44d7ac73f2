using Thrift.Protocol.Entities;

namespace Messaging.Drivers.Thrift.Types;

/// <summary>The range of the integers of each size.</summary>
internal static class IntegerRange
{
    public static (long Least, long Most) Of(TType type) => type switch
    {
        TType.Byte => (sbyte.MinValue, sbyte.MaxValue),
        TType.I16 => (short.MinValue, short.MaxValue),
        TType.I32 => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };
}
