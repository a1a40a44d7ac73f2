namespace Messaging.Benchmarks.Subjects;

/// <summary>The procedure that every subject serves, as a contract.</summary>
[RpcContract("benchmark")]
internal interface IEcho
{
    ValueTask<string> EchoAsync(string payload);
}
