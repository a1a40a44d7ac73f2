namespace Messaging.DriverContract;

/// <summary>An exception with values that its constructor takes, one that can be set, and one that is set with it.</summary>
public class OutOfStockException(string item, int left) : Exception($"There are {left} of {item}.")
{
    public string Item { get; } = item;

    public int Left { get; } = left;

    public Grade? Shelf { get; set; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Follows from another, so it does not travel.</summary>
    public bool IsEmpty => Left == 0;
}
