using System.ComponentModel;
using Messaging.Calling;

namespace Messaging.Contracts;

/// <summary>The base class of the generated clients. For generated code.</summary>
/// <typeparam name="T">The contract.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RpcContractClient<T> : IRpcView<T>
    where T : class
{
    private readonly RpcBinding _binding;

    /// <summary>Creates a client.</summary>
    /// <param name="binding">The target and the settings of its calls.</param>
    protected RpcContractClient(RpcBinding binding) => _binding = binding;

    T IRpcView<T>.Change(RpcViewChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return RpcContracts.Get<T>().CreateClient(_binding.With(changes));
    }

    /// <summary>Calls a member that has a result.</summary>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TResult">Its result.</typeparam>
    /// <param name="member">Its index.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="context">The context of this call, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The result.</returns>
    protected Task<TResult> CallAsync<TArguments, TResult>(
        int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments =>
        ContractCalls.CallAsync<TArguments, TResult>(_binding, member, arguments, context, cancellationToken);

    /// <summary>Calls a member that has no result.</summary>
    /// <inheritdoc cref="CallAsync{TArguments, TResult}"/>
    protected Task CallAsync<TArguments>(int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments =>
        ContractCalls.CallAsync<TArguments, Nothing>(_binding, member, arguments, context, cancellationToken);

    /// <inheritdoc cref="CallAsync{TArguments, TResult}"/>
    protected ValueTask<TResult> CallValueAsync<TArguments, TResult>(
        int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments =>
        ContractCalls.CallValueAsync<TArguments, TResult>(_binding, member, arguments, context, cancellationToken);

    /// <inheritdoc cref="CallAsync{TArguments}"/>
    protected ValueTask CallValueAsync<TArguments>(
        int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments => ContractCalls.CallValueAsync(_binding, member, arguments, context, cancellationToken);

    /// <summary>Casts to a member.</summary>
    /// <inheritdoc cref="CallAsync{TArguments}"/>
    protected Task CastAsync<TArguments>(int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments => ContractCalls.CastAsync(_binding, member, arguments, context, cancellationToken);

    /// <inheritdoc cref="CastAsync{TArguments}"/>
    protected ValueTask CastValueAsync<TArguments>(
        int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments => new(ContractCalls.CastAsync(_binding, member, arguments, context, cancellationToken));
}
