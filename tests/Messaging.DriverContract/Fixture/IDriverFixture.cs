using Messaging.Drivers;

namespace Messaging.DriverContract;

/// <summary>What the suite needs to know of a driver.</summary>
public interface IDriverFixture
{
    /// <summary>The URL of a broker. Tests use topics of their own, so all may share one.</summary>
    string Url { get; }

    /// <summary>A registry that knows the driver.</summary>
    DriverRegistry Drivers { get; }

    /// <summary>The driver's own options, or null for its defaults.</summary>
    object? DriverOptions => null;

    /// <summary>Puts a body into a topic's queue as a peer would, in the default control exchange, with the properties of a cast. A server of the topic has been started before.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="body">Any bytes.</param>
    Task PublishRawAsync(string topic, ReadOnlyMemory<byte> body);
}
