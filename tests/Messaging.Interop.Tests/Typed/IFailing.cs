namespace Messaging.Interop.Tests.Typed;

/// <summary>The method of the peers that fails, as a contract, with one exception that has a class in Python.</summary>
[RpcContract("failing")]
public interface IFailing
{
    [RpcThrows<PeerErrorException>(Module = "oslo_server", Class = "PeerError")]
    [RpcThrows<FormatException>(Module = "builtins", Class = "ValueError")]
    Task FailAsync(string kind, string message = "boom");
}
