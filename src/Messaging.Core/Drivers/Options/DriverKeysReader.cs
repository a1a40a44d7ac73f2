using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Messaging.Drivers;

/// <summary>Sets the options of a driver from its section of the configuration. What cannot be read there is told when the options are
/// checked, with whatever else is wrong with them.</summary>
internal sealed class DriverKeysReader<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
    DriverKeys<T> keys, IDriverConfiguration? configuration) : IConfigureOptions<T>, IValidateOptions<T>
    where T : class
{
    private readonly IReadOnlyDictionary<string, string>? _values = configuration?.ValuesOf(keys.Name);

    /// <summary>Whether the section is empty.</summary>
    public bool IsEmpty => _values is not { Count: > 0 };

    public void Configure(T options)
    {
        if (!IsEmpty)
        {
            keys.Apply(options, configuration!.PathOf(keys.Name), _values!);
        }
    }

    public ValidateOptionsResult Validate(string? name, T options)
    {
        if (IsEmpty || name != Options.DefaultName)
        {
            return ValidateOptionsResult.Skip;
        }

        string[] failures = [.. keys.FindFaults(configuration!.PathOf(keys.Name), _values!)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
