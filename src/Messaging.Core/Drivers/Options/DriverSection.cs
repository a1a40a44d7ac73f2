namespace Messaging.Drivers;

/// <summary>A section of the configuration that belongs to a driver, below that of the transport: <c>Messaging:Rabbit</c>. It is a service
/// of the application, which tells a host that the section is allowed: <see cref="DriverKeys{T}.AddTo"/>.</summary>
public abstract class DriverSection
{
    private protected DriverSection(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The name of the section, such as <c>Rabbit</c>.</summary>
    public string Name { get; }
}
