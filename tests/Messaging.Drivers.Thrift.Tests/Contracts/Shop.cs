using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Contracts;

public sealed class Shop : IShop
{
    private readonly Journal<string> _notes = new();

    public Task<int> AddAsync(int a, int b = 10) => Task.FromResult(a + b);

    public Task<Item> EchoAsync(Item item) => Task.FromResult(item);

    public Task OrderAsync(string name, int count) => name switch
    {
        "unknown" => throw new UnknownItemException { Name = name },
        "nameless" => throw new UnknownItemException(),
        _ => count <= 3 ? Task.CompletedTask : throw new OutOfStockException("only 3 are left", 3),
    };

    public ValueTask<string> DescribeAsync(string name, string? note, CancellationToken cancellationToken = default) => new($"{name}: {note ?? "nothing"}");

    public Task NoteAsync(string text)
    {
        _notes.Add(text);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> AllNotesAsync() => Task.FromResult(_notes.Entries);

    public Task<Item> GetItemAsync(string name) => Task.FromResult(new Item { Name = name, Colour = Colour.LightBlue });
}
