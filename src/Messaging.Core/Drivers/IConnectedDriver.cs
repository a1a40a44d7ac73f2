namespace Messaging.Drivers;

/// <summary>What a driver with connections may implement besides <see cref="IDriver"/>: it shows where they stand.</summary>
/// <remarks>May be asked at any time, by any thread, also after the driver was disposed. It never waits.</remarks>
public interface IConnectedDriver
{
    /// <summary>Its connections, the same in the same order each time, unless it found others.</summary>
    IReadOnlyList<ConnectionState> Connections { get; }
}
