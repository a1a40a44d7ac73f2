namespace Messaging.Drivers;

/// <summary>An option of oslo.messaging, and its effect here.</summary>
public sealed class OsloOption
{
    private OsloOption(string name, OsloValue value, bool applies, string meaning, string? alreadySo, string[] aliases)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Value = value;
        Applies = applies;
        Meaning = meaning;
        AlreadySo = alreadySo;
        Aliases = aliases;
    }

    /// <summary>The name, as the newest release spells it.</summary>
    public string Name { get; }

    /// <summary>Its former names, which are also accepted.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The form of its value.</summary>
    public OsloValue Value { get; }

    /// <summary>Whether it has the same effect here as in Python. Otherwise it has none, and causes a warning or an error.</summary>
    public bool Applies { get; }

    /// <summary>Whether it is an error, and not a warning, when an option that does not apply says anything but <see cref="AlreadySo"/>: it
    /// asks for protection, which nobody must believe to have.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>What it gives when it is on, such as <c>TLS</c>, if that is protection: what is asked for in one place, another does not
    /// turn off.</summary>
    /// <value>Null: none.</value>
    public string? Protection { get; private init; }

    /// <summary>What it sets, as <c>`RabbitOptions.Tls.CaFile`</c>; or, if it does not apply, why, and what to use instead.</summary>
    public string Meaning { get; }

    /// <summary>The value of an option that does not apply that matches the behaviour here, so that no warning is needed; or
    /// null.</summary>
    public string? AlreadySo { get; }

    /// <summary>An option that does here what it does in Python.</summary>
    /// <param name="name">The name, as the newest release spells it.</param>
    /// <param name="value">What its value must look like.</param>
    /// <param name="what">What it sets.</param>
    /// <param name="aliases">The names that it had before.</param>
    /// <returns>The option.</returns>
    public static OsloOption Sets(string name, OsloValue value, string what, params string[] aliases) =>
        new(name, value, applies: true, what, alreadySo: null, aliases);

    /// <summary>A truth value that does here what it does in Python: it asks for protection.</summary>
    /// <param name="name">The name, as the newest release spells it.</param>
    /// <param name="protection">What it asks for, such as <c>TLS</c>.</param>
    /// <param name="what">What it sets.</param>
    /// <param name="aliases">The names that it had before.</param>
    /// <returns>The option.</returns>
    public static OsloOption Protects(string name, string protection, string what, params string[] aliases) =>
        new(name, OsloValue.Boolean, applies: true, what, alreadySo: null, aliases) { Protection = protection };

    /// <summary>An option that changes nothing here, and is warned of.</summary>
    /// <param name="name">The name, as the newest release spells it.</param>
    /// <param name="value">What its value must look like.</param>
    /// <param name="why">Why, and what to use instead.</param>
    /// <param name="alreadySo">The value that need not be warned of; or null.</param>
    /// <param name="aliases">The names that it had before.</param>
    /// <returns>The option.</returns>
    public static OsloOption Ignored(string name, OsloValue value, string why, string? alreadySo = null, params string[] aliases) =>
        new(name, value, applies: false, why, alreadySo, aliases);

    /// <summary>An option for protection that is not to be had here: an error, where it asks for it.</summary>
    /// <param name="name">The name, as the newest release spells it.</param>
    /// <param name="value">What its value must look like.</param>
    /// <param name="why">Why, and what to use instead.</param>
    /// <param name="alreadySo">The value with which it asks for nothing.</param>
    /// <returns>The option.</returns>
    public static OsloOption Refused(string name, OsloValue value, string why, string alreadySo) =>
        new(name, value, applies: false, why, alreadySo, aliases: []) { IsRefused = true };

    /// <summary>Whether a name is this option's, the present one or an older one.</summary>
    /// <param name="name">The name; upper and lower case differ.</param>
    /// <returns>True when it is.</returns>
    public bool IsNamed(string name) => Name == name || Aliases.Contains(name);
}
