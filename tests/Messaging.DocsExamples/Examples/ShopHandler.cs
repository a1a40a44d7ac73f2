using GeneratedShop;

namespace Messaging.DocsExamples.Generated;

internal sealed class ShopHandler : Shop.IAsync
{
    private readonly List<string> _notes = [];

    public Task<int> add(int a, int b, CancellationToken cancellationToken = default) => Task.FromResult(a + b);

    public Task<Item> echo(Item? item, CancellationToken cancellationToken = default) => Task.FromResult(item!);

    public Task order(string? name, int count, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<string> describe(string? name, string? note, CancellationToken cancellationToken = default) => Task.FromResult($"{name}: {note}");

    public Task note(string? text, CancellationToken cancellationToken = default)
    {
        _notes.Add(text!);
        return Task.CompletedTask;
    }

    public Task<List<string>> all_notes(CancellationToken cancellationToken = default) => Task.FromResult(_notes);

    public Task<Item> getItem(string? name, CancellationToken cancellationToken = default) => Task.FromResult(new Item { Name = name });
}
