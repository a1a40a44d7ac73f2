namespace Messaging;

/// <summary>
/// Says that only those may call who meet a policy: of a method of an endpoint, of all methods of a class, of a member of a contract, of a whole contract.
/// Marks of the type and of the method both have to be met. A server that has such methods and no <see cref="RpcServerOptions.Authorizer"/> does not start.
/// </summary>
/// <remarks>What serves a contract goes by the marks of the contract; on the methods of its class they would not be seen, and are an error of the
/// compiler.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class RpcAuthorizeAttribute : Attribute
{
    /// <summary>Asks for the default policy.</summary>
    public RpcAuthorizeAttribute()
    {
    }

    /// <summary>Asks for a policy.</summary>
    /// <param name="policy">Its name.</param>
    public RpcAuthorizeAttribute(string policy) => Policy = policy;

    /// <summary>The name of the policy.</summary>
    /// <value>Empty: the default one.</value>
    public string Policy { get; } = "";
}
