namespace Messaging.DriverContract;

/// <summary>An exception that derives from a declared one.</summary>
public sealed class SoldOutException(string item) : OutOfStockException(item, 0);
