namespace Messaging.Drivers.Thrift.Tests.Contracts;

[RpcContract("unnumbered")]
public interface IUnnumbered
{
    Task<int> AddAsync(int a, int b);
}
