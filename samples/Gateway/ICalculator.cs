using Messaging;

namespace GatewaySample;

/// <summary>The methods that the gateway offers.</summary>
[RpcContract("calc")]
public interface ICalculator
{
    Task<int> AddAsync(int a, int b);

    Task<double> DivideAsync(double a, double b);

    [RpcOneWay]
    Task RecordAsync(string text);

    Task<string?> WhoamiAsync(RpcContext context);
}
