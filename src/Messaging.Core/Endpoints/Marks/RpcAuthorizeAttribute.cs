namespace Messaging;

/// <summary>
/// Allows only callers that meet a policy: for a method of an endpoint, all methods of a class, a member of a contract, or a whole
/// contract. Callers must meet the policies of the type and of the method. A server that has such methods and no
/// <see cref="RpcServerOptions.Authorizer"/> does not start.
/// </summary>
/// <remarks>For a contract, only the attributes of the contract count; on the methods of a class that implements it they would be ignored,
/// and are a compiler error.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class RpcAuthorizeAttribute : Attribute
{
    /// <summary>Requires the default policy.</summary>
    public RpcAuthorizeAttribute()
    {
    }

    /// <summary>Requires a policy.</summary>
    /// <param name="policy">Its name.</param>
    public RpcAuthorizeAttribute(string policy) => Policy = policy;

    /// <summary>The name of the policy.</summary>
    /// <value>Empty: the default policy.</value>
    public string Policy { get; } = "";
}
