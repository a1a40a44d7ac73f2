namespace Messaging.Drivers.Rabbit.Tests;

/// <summary>What tests grant a busy machine.</summary>
internal static class Patience
{
    /// <summary>A machine that stands still for a while makes every host look dead that is asked at the time.</summary>
    public static TimeSpan HostTimeout { get; } = TimeSpan.FromSeconds(30);
}
