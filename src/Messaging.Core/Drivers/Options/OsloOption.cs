namespace Messaging.Drivers;

/// <summary>An option of oslo.messaging, and what becomes of it here.</summary>
public sealed class OsloOption
{
    internal OsloOption(OsloGroup group, string name, OsloValue value, bool applies, string meaning, string? alreadySo, string[] aliases)
    {
        Group = group;
        Name = name;
        Value = value;
        Applies = applies;
        Meaning = meaning;
        AlreadySo = alreadySo;
        Aliases = aliases;
    }

    /// <summary>The section that it stands in.</summary>
    public OsloGroup Group { get; }

    /// <summary>The name, as the newest release spells it.</summary>
    public string Name { get; }

    /// <summary>The names that it had before, which are understood as well.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>What its value must look like.</summary>
    public OsloValue Value { get; }

    /// <summary>Whether it does here what it does in Python. Otherwise it changes nothing, and is warned of or refused.</summary>
    public bool Applies { get; }

    /// <summary>Whether it is an error, and not a warning, when an option that does not apply says anything but <see cref="AlreadySo"/>: it
    /// asks for protection, which nobody must believe to have.</summary>
    public bool IsRefused { get; internal init; }

    /// <summary>What it sets; or, if it does not apply, why, and what to use instead.</summary>
    public string Meaning { get; }

    /// <summary>The value with which an option that does not apply says what is so anyway, and need not be warned of; or null.</summary>
    public string? AlreadySo { get; }

    /// <summary>Whether a name is this option's, the present one or an older one.</summary>
    /// <param name="name">The name; upper and lower case differ.</param>
    /// <returns>True when it is.</returns>
    public bool IsNamed(string name) => Name == name || Aliases.Contains(name);
}
