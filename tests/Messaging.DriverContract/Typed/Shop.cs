namespace Messaging.DriverContract;

/// <summary>Its server, which has one of each thing.</summary>
internal sealed class Shop : IShop
{
    public Task<int> TakeAsync(string item, int count) => throw FailureOf(item, count);

    public ValueTask OrderAsync(string item, int count) => throw FailureOf(item, count);

    public Task<int> CountAsync(string item) => throw FailureOf(item, 2);

    private static Exception FailureOf(string item, int count) => item switch
    {
        "closed" => new ShopClosedException("We are closed."),
        "sold" => new SoldOutException(item) { Shelf = Grade.Good },
        "" => new ArgumentException("No item.", nameof(item)),
        "broken" => new OutOfStockException(item, 1) { Notes = null! },
        _ => new OutOfStockException(item, count - 1) { Shelf = Grade.Good, Notes = ["again", "tomorrow"] },
    };
}
