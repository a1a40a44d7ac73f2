namespace Messaging.Drivers.Thrift.Wire;

/// <summary>How values are written.</summary>
internal enum WireProtocol
{
    /// <summary>Apache's binary protocol, with a version in front of each message.</summary>
    Binary,

    /// <summary>The binary protocol of old, without the version.</summary>
    OldBinary,

    /// <summary>Apache's compact protocol.</summary>
    Compact,

    /// <summary>Apache's JSON protocol.</summary>
    Json,
}
