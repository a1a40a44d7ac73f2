using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Drivers;

/// <summary>The keys that are allowed in a driver's section of the configuration, and what each sets. For driver authors.</summary>
/// <typeparam name="T">The class of the driver's options.</typeparam>
/// <remarks>Put together by one thread, then read by any. It reflects nothing. A key of a group is written <c>Tls:CaFile</c>; upper and
/// lower case are the same.</remarks>
public sealed class DriverKeys<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>
    : DriverSection
    where T : class
{
    /// <summary>How the value of each key is read: returns what it does to the options, or null when it is not valid.</summary>
    private readonly Dictionary<string, (Func<string, Action<T>?> Read, string Expected)> _keys = new(StringComparer.OrdinalIgnoreCase);

    private readonly Action<T, string> _place;

    /// <summary>Creates a section without keys; <see cref="Text"/> and the like add them.</summary>
    /// <param name="section">The name of the section, such as <c>Rabbit</c>.</param>
    /// <param name="place">Tells options that a section of the configuration sets the path of that section, so that later errors can name
    /// it.</param>
    /// <param name="oslo">The section of oslo.config by whose names the same options may stand in the configuration, or null: what each
    /// sets (<see cref="OsloOption.Meaning"/>) is a key, behind the class of the options. Its factory brings it for URLs:
    /// <see cref="IDriverFactory"/>.</param>
    /// <exception cref="ArgumentNullException">A parameter is null.</exception>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public DriverKeys(string section, Action<T, string> place, OsloSection? oslo = null)
        : base(section, oslo)
    {
        ArgumentNullException.ThrowIfNull(place);
        _place = place;
    }

    /// <summary>Adds a key of a string, which must not be empty.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Sets the option.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The key already exists.</exception>
    public DriverKeys<T> Text(string key, Action<T, string> set) =>
        Add(key, value => (value.Length > 0, value), "Write a text, or leave it out.", set);

    /// <summary>Adds a key of a Boolean: <c>true</c> or <c>false</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Sets the option.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The key already exists.</exception>
    public DriverKeys<T> Flag(string key, Action<T, bool> set) =>
        Add(key, value => (bool.TryParse(value, out var flag), flag), "Write true or false.", set);

    /// <summary>Adds a key of a whole number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Sets the option.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The key already exists.</exception>
    public DriverKeys<T> Number(string key, Action<T, int> set) => Add(
        key, value => (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number), number),
        "Write a whole number.", set);

    /// <summary>Adds a key of a whole number that may be large.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Sets the option.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The key already exists.</exception>
    public DriverKeys<T> LongNumber(string key, Action<T, long> set) => Add(
        key, value => (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number), number),
        "Write a whole number.", set);

    /// <summary>Adds a key of a time, written as hours:minutes:seconds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Sets the option.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The key already exists.</exception>
    public DriverKeys<T> Duration(string key, Action<T, TimeSpan> set) => Add(
        key,

        // The platform reads "30" as 30 days, which nobody means.
        value => (TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && value.Contains(':'), time),
        "Write hours:minutes:seconds, such as 00:00:30 for half a minute.", set);

    /// <summary>Adds a key of one of several names; of flags, several separated by commas.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="set">Sets the option.</param>
    /// <param name="names">Those of its names that may be written; none for all.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The key already exists.</exception>
    public DriverKeys<T> Choice<TEnum>(string key, Action<T, TEnum> set, params string[] names)
        where TEnum : struct, Enum
    {
        string[] known = names is { Length: > 0 } ? names : Enum.GetNames<TEnum>();
        var isFlags = typeof(TEnum).IsDefined(typeof(FlagsAttribute), inherit: false);
        return Add(key, Read, $"Write {string.Join(", ", known)}.", set);

        (bool CanBeRead, TEnum Value) Read(string value)
        {
            var parts = value.Split(',', StringSplitOptions.TrimEntries);
            return (parts.All(part => known.Contains(part, StringComparer.OrdinalIgnoreCase))
                & Enum.TryParse<TEnum>(value, ignoreCase: true, out var choice) & (isFlags || parts.Length == 1), choice);
        }
    }

    /// <summary>Lets an application read the section: it is allowed from now on, and sets the options before anything that is configured
    /// after this call. A second call adds nothing.</summary>
    /// <param name="services">The services of the application.</param>
    /// <exception cref="ArgumentNullException">There are no services.</exception>
    /// <remarks>Keys that are not known, and values that cannot be read, are an <see cref="OptionsValidationException"/> where the options
    /// are asked for; it names each, and what is right. A host that knows the section asks for it when it starts
    /// (<see cref="Check"/>).</remarks>
    public void AddTo(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(service => service.ServiceType == typeof(DriverSection) && service.ImplementationInstance == this))
        {
            services.AddSingleton<DriverSection>(this);
            services.AddSingleton<IConfigureOptions<T>>(provider => ReaderOf(provider));
            services.AddSingleton<IValidateOptions<T>>(provider => ReaderOf(provider));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Check(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        try
        {
            _ = services.GetRequiredService<IOptions<T>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }

    /// <summary>Sets what the values say, as far as they can be read.</summary>
    internal void Apply(T options, string path, IReadOnlyDictionary<string, string> values)
    {
        _place(options, path);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (_keys.TryGetValue(key, out var known) && known.Read(value) is { } set)
            {
                set(options);
            }
        }
    }

    /// <summary>What cannot be set, each a sentence that names the key.</summary>
    internal IEnumerable<string> FindFaults(string path, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (!_keys.TryGetValue(key, out var known))
            {
                yield return new UnknownKey(path, key, value).Explain(_keys.Keys);
            }
            else if (known.Read(value) is null)
            {
                yield return $"{path}:{key} is '{value}'. {known.Expected}";
            }
        }
    }

    private DriverKeysReader<T> ReaderOf(IServiceProvider services) => new(this, services.GetService<IDriverConfiguration>());

    private DriverKeys<T> Add<TValue>(string key, Func<string, (bool CanBeRead, TValue Value)> read, string expected, Action<T, TValue> set)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(set);
        _keys.Add(key, (text => read(text) is (true, var value) ? options => set(options, value) : null, expected));
        return this;
    }
}
