namespace Messaging.DriverContract;

/// <summary>What a contract hands over.</summary>
public sealed record StockItem(string Name, Grade Grade, int[] Sizes);
