namespace Messaging.AspNetCore.Tests.Support;

/// <summary>An item, which may hold others.</summary>
public sealed record StockItem(string Name, int Count, IReadOnlyList<StockItem>? Parts = null);
