namespace Messaging.Drivers;

/// <summary>A section of the configuration that belongs to a driver, below that of the transport: <c>Messaging:Rabbit</c>. It is a service
/// of the application, by which a host knows that the section may be there: <see cref="DriverKeys{T}.AddTo"/>.</summary>
public abstract class DriverSection
{
    private protected DriverSection(string name, OsloSection? oslo)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Oslo = oslo;
    }

    /// <summary>The name of the section, such as <c>Rabbit</c>.</summary>
    public string Name { get; }

    /// <summary>The section of oslo.config by whose names the same options may stand in the configuration.</summary>
    /// <value>Null: there is none.</value>
    public OsloSection? Oslo { get; }
}
