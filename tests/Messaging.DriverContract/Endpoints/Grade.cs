namespace Messaging.DriverContract;

/// <summary>An enum that travels as a number.</summary>
public enum Grade
{
    /// <summary>None.</summary>
    None,

    /// <summary>Good.</summary>
    Good,
}
