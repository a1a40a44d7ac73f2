namespace Messaging.DriverContract;

/// <summary>A type of the user's that does not take every value, and says so in its own way.</summary>
public sealed class Picky(string name)
{
    /// <summary>A name, which must not be "bad".</summary>
    public string Name { get; } = name == "bad" ? throw new DivideByZeroException("no such name") : name;

    /// <summary>A number, which must not be less than zero.</summary>
    public int Number
    {
        get;
        set => field = value < 0 ? throw new DivideByZeroException("no such number") : value;
    }
}
