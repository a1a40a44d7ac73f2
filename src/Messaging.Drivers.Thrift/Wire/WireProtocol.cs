namespace Messaging.Drivers.Thrift.Wire;

/// <summary>How values are written.</summary>
internal enum WireProtocol
{
    /// <summary>Apache's binary protocol, with a version at the start of each message.</summary>
    Binary,

    /// <summary>The old binary protocol, without a version.</summary>
    OldBinary,

    /// <summary>Apache's compact protocol.</summary>
    Compact,

    /// <summary>Apache's JSON protocol.</summary>
    Json,
}
