namespace Messaging.Drivers.Thrift.Tests.Contracts;

public sealed class UnknownItemException : Exception
{
    [RpcField(1)]
    public string? Name { get; init; }
}
