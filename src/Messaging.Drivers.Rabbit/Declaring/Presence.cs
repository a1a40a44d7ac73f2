namespace Messaging.Drivers.Rabbit.Declaring;

/// <summary>Whether something exists at the broker.</summary>
internal enum Presence
{
    /// <summary>It does not exist.</summary>
    Missing,

    /// <summary>It exists.</summary>
    There,

    /// <summary>Unknown: the user may not ask, for which some releases need a permission (4.2.6, 4.3.0).</summary>
    Unknown,
}
