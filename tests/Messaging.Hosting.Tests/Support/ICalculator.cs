namespace Messaging.Hosting.Tests.Support;

[RpcContract("calc")]
public interface ICalculator
{
    Task<int> AddAsync(int a, int b);
}
