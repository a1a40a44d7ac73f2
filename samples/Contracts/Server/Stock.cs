using System.Collections.Concurrent;
using Contracts;

namespace Server;

/// <summary>Serves the contract from memory. Calls run concurrently.</summary>
internal sealed class Stock : IStock
{
    private readonly ConcurrentDictionary<string, Item> _items = new(
        [new("bolt", new("bolt", 10, Shelf.Front)), new("nut", new("nut", 5, Shelf.Front)), new("saw", new("saw", 1, Shelf.Back))]);

    public Task<Item?> FindAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_items.GetValueOrDefault(name));

    public Task<int> TakeAsync(string name, int count, CancellationToken cancellationToken)
    {
        while (_items.TryGetValue(name, out var item) && item.Count >= count)
        {
            var rest = item with { Count = item.Count - count };
            if (_items.TryUpdate(name, rest, item))
            {
                return Task.FromResult(rest.Count);
            }
        }

        throw new OutOfStockException(name, _items.GetValueOrDefault(name)?.Count ?? 0);
    }

    public Task<IReadOnlyList<Item>> ListAsync(Shelf shelf, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Item>>(
            [.. _items.Values.Where(item => item.Shelf == shelf).OrderBy(item => item.Name, StringComparer.Ordinal)]);

    public Task NoteAsync(string text, CancellationToken cancellationToken) => Console.Out.WriteLineAsync($"note: {text}");

    public Task RefreshAsync(CancellationToken cancellationToken) => Console.Out.WriteLineAsync("refreshed");
}
