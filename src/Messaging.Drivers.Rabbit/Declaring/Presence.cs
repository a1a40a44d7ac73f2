namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>Whether the broker has what it was asked for.</summary>
internal enum Presence
{
    /// <summary>It says no.</summary>
    Missing,

    /// <summary>It has it.</summary>
    There,

    /// <summary>Its user may not ask, which some releases want a permission for (4.2.6, 4.3.0): that says nothing.</summary>
    Unknown,
}
