namespace Contracts;

/// <summary>An item in stock.</summary>
public sealed record Item(string Name, int Count, Shelf Shelf);
