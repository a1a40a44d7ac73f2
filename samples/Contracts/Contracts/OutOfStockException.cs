namespace Contracts;

/// <summary>There is not enough of a thing. Callers get it as it is thrown.</summary>
public sealed class OutOfStockException(string name, int left) : Exception($"There are only {left} of '{name}'.")
{
    /// <summary>The thing.</summary>
    public string Name { get; } = name;

    /// <summary>How many there are.</summary>
    public int Left { get; } = left;
}
