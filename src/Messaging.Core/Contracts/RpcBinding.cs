using System.ComponentModel;
using Messaging.Calling;

namespace Messaging.Contracts;

/// <summary>What a client of a contract is bound to: the target and the settings of its calls. For generated code, which only passes it
/// on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RpcBinding
{
    private readonly IRpcContract _contract;
    private readonly MemberPlan?[] _plans;

    internal RpcBinding(RpcClient client, IRpcContract contract)
        : this(client, contract, client.Context, new MemberPlan?[contract.Count])
    {
    }

    private RpcBinding(RpcClient client, IRpcContract contract, RpcContext? context, MemberPlan?[] plans)
    {
        Client = client;
        Context = context;
        _contract = contract;
        _plans = plans;
    }

    internal RpcClient Client { get; }

    /// <summary>The context of calls that have none of their own.</summary>
    internal RpcContext? Context { get; }

    /// <summary>How a member is called: computed once, by the first caller.</summary>
    internal MemberPlan Plan(int member) => _plans[member] ??= new MemberPlan(Client, _contract, member);

    internal RpcBinding With(RpcViewChanges changes)
    {
        var context = changes.Context ?? Context;
        if (changes is { Server: null, Timeout: null, CallMonitorTimeout: null })
        {
            // The plans do not change.
            return new RpcBinding(Client, _contract, context, _plans);
        }

        var client = Client.With(
            server: changes.Server,
            timeout: Limits.Smaller(changes.Timeout, Client.OwnTimeout),
            callMonitorTimeout: Limits.Smaller(changes.CallMonitorTimeout, Client.MonitorTimeout));
        return new RpcBinding(client, _contract, context, new MemberPlan?[_contract.Count]);
    }
}
