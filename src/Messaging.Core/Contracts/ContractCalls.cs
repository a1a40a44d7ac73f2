using Messaging.Calling;
using Messaging.Contracts;
using Messaging.Drivers;

namespace Messaging.Contracts;

/// <summary>Makes the calls and casts of the clients of contracts.</summary>
internal static class ContractCalls
{
    public static Task<TResult> CallAsync<TArguments, TResult>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments =>
        TryBegin(binding, member, arguments, context, out var error) is { } message
            ? Calls.CallAsync<TResult>(binding.Client, message, cancellationToken)
            : Task.FromException<TResult>(error!);

    public static ValueTask<TResult> CallValueAsync<TArguments, TResult>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments =>
        TryBegin(binding, member, arguments, context, out var error) is { } message
            ? Calls.CallOnceAsync<TResult>(binding.Client, message, cancellationToken)
            : ValueTask.FromException<TResult>(error!);

    public static ValueTask CallValueAsync<TArguments>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments =>
        TryBegin(binding, member, arguments, context, out var error) is { } message
            ? Calls.CallOnceAsync(binding.Client, message, cancellationToken)
            : ValueTask.FromException(error!);

    public static Task CastAsync<TArguments>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments =>
        TryBegin(binding, member, arguments, context, out var error) is { } message
            ? Calls.CastAsync(binding.Client, message, cancellationToken)
            : Task.FromException(error!);

    /// <summary>Gathers what is to be said, with its clock running. An error is thrown as every other: when the task is awaited.</summary>
    private static ContractRequest<TArguments>? TryBegin<TArguments>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context, out Exception? error)
        where TArguments : struct, IRpcArguments
    {
        error = null;
        try
        {
            return Begin(binding, member, arguments, context);
        }
        catch (Exception e)
        {
            error = e;
            return null;
        }
    }

    private static ContractRequest<TArguments> Begin<TArguments>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context)
        where TArguments : struct, IRpcArguments
    {
        var plan = binding.Plan(member);
        var time = plan.Transport.TimeProvider;
        var deadline = plan.Kind == MessageKind.Call ? Calls.StartClock(time, plan.Timeout) : new Deadline(time, plan.Timeout);
        plan.Transport.ThrowIfDisposed();
        plan.ThrowIfForbidden();
        return new ContractRequest<TArguments>(plan, deadline, arguments, context ?? binding.Context);
    }
}
