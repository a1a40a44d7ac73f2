namespace Contracts;

/// <summary>A thing in stock.</summary>
public sealed record Item(string Name, int Count, Shelf Shelf);
