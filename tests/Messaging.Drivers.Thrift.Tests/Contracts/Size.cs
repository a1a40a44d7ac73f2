namespace Messaging.Drivers.Thrift.Tests.Contracts;

/// <summary>A record whose parameters are numbered.</summary>
public sealed record Size([RpcField(1)] double Width, [RpcField(2)] double Height);
