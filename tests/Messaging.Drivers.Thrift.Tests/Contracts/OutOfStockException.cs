namespace Messaging.Drivers.Thrift.Tests.Contracts;

public sealed class OutOfStockException([RpcField(1)] string message, [RpcField(2)] int left) : Exception(message)
{
    public int Left { get; } = left;
}
