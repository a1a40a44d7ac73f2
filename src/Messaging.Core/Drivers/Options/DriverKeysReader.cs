using Microsoft.Extensions.Options;

namespace Messaging.Drivers;

/// <summary>Sets the options of a driver from its section of the configuration.</summary>
internal sealed class DriverKeysReader<T>(DriverKeys<T> keys, IDriverConfiguration? configuration) : IConfigureOptions<T>
    where T : class
{
    private readonly IReadOnlyDictionary<string, string>? _values = configuration?.ValuesOf(keys.Name);

    /// <summary>Whether the section is empty.</summary>
    public bool IsEmpty => _values is not { Count: > 0 };

    /// <exception cref="OptionsValidationException">The section holds unknown keys, or values that cannot be read; all are
    /// named.</exception>
    public void Configure(T options)
    {
        if (!IsEmpty && keys.Apply(options, configuration!.PathOf(keys.Name), _values!) is { Count: > 0 } failures)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(T), failures);
        }
    }
}
