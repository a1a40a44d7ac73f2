namespace Messaging.Drivers;

/// <summary>The sections of an application's configuration that belong to its drivers. A host registers it as a service;
/// <see cref="DriverKeys{T}"/> asks it.</summary>
/// <remarks>May be called by any thread.</remarks>
public interface IDriverConfiguration
{
    /// <summary>The place of a driver's section in the configuration, such as <c>Messaging:Rabbit</c>, for errors.</summary>
    /// <param name="section">The name of the section, such as <c>Rabbit</c>; upper and lower case are the same.</param>
    /// <returns>The place, whether or not it exists.</returns>
    string PathOf(string section);

    /// <summary>The values in a driver's section.</summary>
    /// <param name="section">The name of the section, such as <c>Rabbit</c>; upper and lower case are the same.</param>
    /// <returns>Each by its key below the section, such as <c>Tls:CaFile</c>; none when there is no such section.</returns>
    IReadOnlyDictionary<string, string> ValuesOf(string section);
}
