namespace Messaging.DocsExamples.Examples;

// <thrift-contract>
[RpcContract("smelter")]
public interface ISmelter
{
    [RpcThrows<TooHotException>(Field = 1)]                                     // throws (1: TooHotException ...)
    Task<Ingot> MeltAsync([RpcField(1)] string ore, [RpcField(2)] int degrees);

    [RpcOneWay]
    Task StokeAsync([RpcField(1)] double coal);                                 // oneway void
}

public sealed record Ingot([RpcField(1)] string Metal, [RpcField(2)] long Grams);

public sealed class TooHotException([RpcField(1)] string message, [RpcField(2)] int limit) : Exception(message)
{
    public int Limit { get; } = limit;
}
// </thrift-contract>
