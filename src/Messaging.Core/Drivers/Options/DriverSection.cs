namespace Messaging.Drivers;

/// <summary>A section of the configuration that belongs to a driver, below that of the transport: <c>Messaging:Rabbit</c>. It is a service
/// of the application, which tells a host that the section is allowed: <see cref="DriverKeys{T}.AddTo"/>.</summary>
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

    /// <summary>What is wrong with the options of the driver: with the section, with what code sets after it, and by the checks that the
    /// driver and the application have for them. For those who write hosts, which tell it with what is wrong elsewhere.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>Sentences that name what is wrong; none when nothing is.</returns>
    /// <exception cref="ArgumentNullException">There are no services.</exception>
    /// <remarks>May be called by any thread. What code of the application throws that sets the options is thrown as it is.</remarks>
    public abstract IReadOnlyList<string> Check(IServiceProvider services);
}
