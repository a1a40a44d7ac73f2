namespace Messaging.DriverContract;

/// <summary>A contract whose members declare what they throw.</summary>
[RpcContract("shop")]
[RpcThrows<ShopClosedException>]
public interface IShop
{
    /// <summary>Declares one that has a class in Python.</summary>
    [RpcThrows<OutOfStockException>(Module = "shop.errors", Class = "OutOfStock")]
    Task<int> TakeAsync(string item, int count);

    /// <summary>Declares the same exception without a class in Python, and one of the platform's.</summary>
    [RpcThrows<OutOfStockException>]
    [RpcThrows<ArgumentException>]
    ValueTask OrderAsync(string item, int count);

    /// <summary>Throws what it does not declare.</summary>
    Task<int> CountAsync(string item);
}
