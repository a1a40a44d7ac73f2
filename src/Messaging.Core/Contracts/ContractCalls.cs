using Messaging.Calling;
using Messaging.Contracts;
using Messaging.Drivers;

namespace Messaging.Contracts;

/// <summary>Makes the calls and casts of the clients of contracts.</summary>
internal static class ContractCalls
{
    public static Task<TResult> CallAsync<TArguments, TResult>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments
    {
        ContractRequest message;
        try
        {
            // The clock starts before anything is awaited.
            message = Begin(binding, member, arguments, context);
        }
        catch (Exception e)
        {
            // Like every other error, it is thrown when the task is awaited.
            return Task.FromException<TResult>(e);
        }

        return Calls.CallAsync<TResult>(binding.Client, message, cancellationToken);
    }

    public static ValueTask<TResult> CallValueAsync<TArguments, TResult>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments
    {
        ContractRequest message;
        try
        {
            message = Begin(binding, member, arguments, context);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<TResult>(e);
        }

        return Calls.CallOnceAsync<TResult>(binding.Client, message, cancellationToken);
    }

    public static ValueTask CallValueAsync<TArguments>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments
    {
        ContractRequest message;
        try
        {
            message = Begin(binding, member, arguments, context);
        }
        catch (Exception e)
        {
            return ValueTask.FromException(e);
        }

        return Calls.CallOnceAsync(binding.Client, message, cancellationToken);
    }

    public static Task CastAsync<TArguments>(
        RpcBinding binding, int member, in TArguments arguments, RpcContext? context, CancellationToken cancellationToken)
        where TArguments : struct, IRpcArguments
    {
        ContractRequest message;
        try
        {
            message = Begin(binding, member, arguments, context);
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }

        return Calls.CastAsync(binding.Client, message, cancellationToken);
    }

    private static ContractRequest<TArguments> Begin<TArguments>(RpcBinding binding, int member, in TArguments arguments, RpcContext? context)
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
