using Messaging.Drivers.Thrift.Tests.Support;
using Made = GeneratedShop;

namespace Messaging.Drivers.Thrift.Tests.GeneratedCode;

/// <summary>Serves shop.thrift behind the processor that the Thrift compiler has made.</summary>
internal class GeneratedHandler(string name) : Made.Shop.IAsync
{
    private readonly Journal<string> _notes = new();
    private int _calls;

    /// <summary>How many calls it had.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public virtual Task<int> add(int a, int b, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        return Task.FromResult(a + b);
    }

    public Task<Made.Item> echo(Made.Item? item, CancellationToken cancellationToken = default) => Task.FromResult(item!);

    public Task order(string? name, int count, CancellationToken cancellationToken = default) => name switch
    {
        "unknown" => throw new Made.UnknownItem { Name = name },
        "nameless" => throw new Made.UnknownItem(),
        "broken" => throw new InvalidOperationException("broken"),
        _ => count <= 3 ? Task.CompletedTask : throw new Made.OutOfStock { Message = "only 3 are left", Left = 3 },
    };

    public Task<string> describe(string? name, string? note, CancellationToken cancellationToken = default) => Task.FromResult($"{name}: {note ?? "nothing"}");

    public Task note(string? text, CancellationToken cancellationToken = default)
    {
        _notes.Add(text!);
        return Task.CompletedTask;
    }

    public Task<List<string>> all_notes(CancellationToken cancellationToken = default) => Task.FromResult<List<string>>([.. _notes.Entries]);

    public Task<Made.Item> getItem(string? wanted, CancellationToken cancellationToken = default) =>
        Task.FromResult(new Made.Item { Name = wanted, Count = name.Length, Colour = Made.Colour.LIGHT_BLUE });
}
