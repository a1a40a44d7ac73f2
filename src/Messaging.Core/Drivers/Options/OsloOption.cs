namespace Messaging.Drivers;

/// <summary>An option of oslo.messaging, and its effect here.</summary>
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

    /// <summary>Its section.</summary>
    public OsloGroup Group { get; }

    /// <summary>The name, as the newest release spells it.</summary>
    public string Name { get; }

    /// <summary>Its former names, which are also accepted.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The form of its value.</summary>
    public OsloValue Value { get; }

    /// <summary>Whether it has the same effect here as in Python. Otherwise it has none, and causes a warning or an error.</summary>
    public bool Applies { get; }

    /// <summary>Whether it is an error, and not a warning, when an option that does not apply is not <see cref="AlreadySo"/>: it asks for
    /// protection, and nobody must be led to believe that it is there.</summary>
    public bool IsRefused { get; internal init; }

    /// <summary>What it sets; or, if it does not apply, why not, and what to use instead.</summary>
    public string Meaning { get; }

    /// <summary>The value of an option that does not apply that matches the behaviour here, so that no warning is needed; or
    /// null.</summary>
    public string? AlreadySo { get; }

    /// <summary>Whether a name is this option's, the present one or an older one.</summary>
    /// <param name="name">The name; upper and lower case differ.</param>
    /// <returns>True when it is.</returns>
    public bool IsNamed(string name) => Name == name || Aliases.Contains(name);
}
