namespace Messaging.Core.Tests.Calling;

/// <summary>What is measured.</summary>
[RpcContract("t")]
public interface IEcho
{
    ValueTask<string> EchoAsync(string value);
}
