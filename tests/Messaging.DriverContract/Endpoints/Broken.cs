namespace Messaging.DriverContract;

/// <summary>A type of the user's whose property cannot be read.</summary>
public sealed class Broken
{
    /// <summary>Raises an error.</summary>
    public int Value => throw new DivideByZeroException("no value");
}
