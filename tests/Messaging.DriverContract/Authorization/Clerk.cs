namespace Messaging.DriverContract;

/// <summary>Decides by a word.</summary>
internal sealed class Clerk(Func<RpcInvocation, string, bool> decide) : IRpcAuthorizer
{
    public ValueTask<bool> IsAllowedAsync(RpcInvocation invocation, string policy) => new(decide(invocation, policy));
}
