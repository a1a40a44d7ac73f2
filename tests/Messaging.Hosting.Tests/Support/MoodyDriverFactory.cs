using Messaging.Drivers;

namespace Messaging.Hosting.Tests.Support;

/// <summary>The driver of <c>moody://name</c>: memory, but with a broker that can be down.</summary>
internal sealed class MoodyDriverFactory : IDriverFactory
{
    public IReadOnlyList<string> Schemes { get; } = ["moody"];

    /// <summary>What a connection fails with; null when the broker is there.</summary>
    public Exception? Failure { get; set; } = Down();

    /// <summary>Whether a connection is never made and never refused.</summary>
    public bool Silent { get; set; }

    /// <summary>What it says of its connections.</summary>
    public IReadOnlyList<ConnectionState> Connections { get; set; } = [];

    public int Disposed { get; set; }

    public static ConnectionFailedException Down() => new("No connection to moody://. Check that the broker runs.", isTransient: true);

    public IDriver Create(TransportUrl url, DriverContext context)
    {
        var memory = TransportUrl.Parse(url.ToStringWithPassword().Replace("moody://", "memory://", StringComparison.Ordinal));
        return new MoodyDriver(this, new DriverRegistry().Find(memory).Create(memory, context));
    }
}
