// A contract that is changed after it is recorded.
using Messaging;

Console.WriteLine(typeof(ICalculator).Name);

[RpcContract("calc")]
internal interface ICalculator
{
    Task<Sum> AddAsync(int a, int b = 1);

    [RpcOneWay]
    Task LogAsync([RpcArgument("100%; $(x)")] string text);
}

internal sealed record Sum(int Value);
