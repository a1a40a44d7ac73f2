namespace Messaging.Drivers;

/// <summary>A driver with connections may implement it besides <see cref="IDriver"/>, to report their state.</summary>
/// <remarks>May be called at any time, by any thread, even after the driver was disposed. Never blocks.</remarks>
public interface IConnectedDriver
{
    /// <summary>Its connections, always in the same order, unless it found others.</summary>
    IReadOnlyList<ConnectionState> Connections { get; }
}
