namespace Messaging.Drivers.Thrift.Types;

/// <summary>Whether a field must be present.</summary>
internal enum Presence
{
    /// <summary>The file says neither: written when there is a value, and not missed otherwise.</summary>
    Default,

    /// <summary>The struct cannot be written or read without it.</summary>
    Required,

    /// <summary>It may be left out.</summary>
    Optional,
}
