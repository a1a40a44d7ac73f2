namespace Contracts;

/// <summary>There are not enough of an item. Callers receive the exception as it was thrown.</summary>
public sealed class OutOfStockException(string name, int left) : Exception($"There are only {left} of '{name}'.")
{
    /// <summary>The name of the item.</summary>
    public string Name { get; } = name;

    /// <summary>How many are left.</summary>
    public int Left { get; } = left;
}
