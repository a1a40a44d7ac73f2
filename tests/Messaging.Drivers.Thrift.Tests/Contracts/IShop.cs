namespace Messaging.Drivers.Thrift.Tests.Contracts;

/// <summary>What shop.thrift says, in C#.</summary>
[RpcContract("shop")]
public interface IShop
{
    Task<int> AddAsync([RpcField(1)] int a, [RpcField(2)] int b = 10);

    Task<Item> EchoAsync([RpcField(1)] Item item);

    [RpcThrows<OutOfStockException>(Field = 1), RpcThrows<UnknownItemException>(Field = 2)]
    Task OrderAsync([RpcField(1)] string name, [RpcField(2)] int count);

    ValueTask<string> DescribeAsync([RpcField(1)] string name, [RpcField(2)] string? note, CancellationToken cancellationToken = default);

    [RpcOneWay]
    Task NoteAsync([RpcField(1)] string text);

    Task<IReadOnlyList<string>> AllNotesAsync();

    [RpcMethod("getItem")]
    Task<Item> GetItemAsync([RpcField(3)] string name);
}
