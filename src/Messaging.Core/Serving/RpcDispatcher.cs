using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Serialization;
using Messaging.Serving;

namespace Messaging.Serving;

/// <summary>Processes one call: finds the method, binds the arguments, acknowledges, runs, replies.</summary>
internal static class RpcDispatcher
{
    /// <summary>Runs a call and returns how its message is settled.</summary>
    public static async ValueTask<(CallEnding Ending, Rejection Rejection)> DispatchAsync(ServerLoop server, ServingCall call)
    {
        if (call.Message.DeliveryCount > server.Options.MaxDeliveries)
        {
            MessagingLog.TooManyDeliveries(server.Logger, server.Target, call.Message.DeliveryCount, call.Method);
            var words = $"delivered {call.Message.DeliveryCount} times";
            return (CallEnding.Reject, new Rejection(RejectionReason.TooManyDeliveries, words));
        }

        if (call.IsCall && (call.IsCancelled || server.Calls.WasCancelled(call)))
        {
            MessagingLog.LateCallDropped(server.Logger, server.Target, call.Method);
            MessagingMetrics.LateCallsDropped.Add(1);
            return (CallEnding.Acknowledge, default);
        }

        if (call.KnownAnswer is { } answer)
        {
            MessagingLog.AnsweredAgain(server.Logger, server.Target, call.Method);
            call.AcknowledgeNow();
            call.WriteAgain(answer);
            await call.SendReplyAsync().ConfigureAwait(false);
            return (CallEnding.Acknowledge, default);
        }

        if (call.Refusal is { } refusal)
        {
            return await RefuseAsync(server, call, refusal).ConfigureAwait(false);
        }

        RpcMethod method;
        try
        {
            method = server.Table.Find(call.Request);
            call.Bind(method);
        }
        catch (Exception e)
        {
            return await RefuseAsync(server, call, e).ConfigureAwait(false);
        }

        return method.Policies.Count == 0
            ? await TakeAsync(server, call, method).ConfigureAwait(false)
            : await AuthorizeAsync(server, call, method).ConfigureAwait(false);
    }

    private static async ValueTask<(CallEnding Ending, Rejection Rejection)> AuthorizeAsync(
        ServerLoop server, ServingCall call, RpcMethod method) =>
        await Authorization.RefusalOfAsync(server, call, method).ConfigureAwait(false) is { } refusal
            ? await RefuseAsync(server, call, refusal).ConfigureAwait(false)
            : await TakeAsync(server, call, method).ConfigureAwait(false);

    private static ValueTask<(CallEnding Ending, Rejection Rejection)> TakeAsync(ServerLoop server, ServingCall call, RpcMethod method)
    {
        if (AcknowledgesWhenTaken(method, server.Options, call.IsCall))
        {
            if (call.IsCall && call.Message.MayHaveRun && !call.Request.IsIdempotent)
            {
                // At most once: the server that had it may have run it and lost its acknowledgement.
                return RefuseAsync(server, call, MayHaveRun(method));
            }

            call.AcknowledgeNow();
        }

        return RunAsync(server, call, method);
    }

    private static async ValueTask<(CallEnding Ending, Rejection Rejection)> RunAsync(ServerLoop server, ServingCall call, RpcMethod method)
    {
        using var activity = MessagingActivity.StartServer(call.Message, call.Request, server.Target);
        var measure = CallMeasure.Start(MessagingMetrics.ServerDuration, server.Transport.TimeProvider);
        MessagingMetrics.Running.Add(1);
        Exception? error = null;
        try
        {
            call.Enter();
            if (server.Interceptors is { } interceptors)
            {
                await interceptors.RunAsync(call).ConfigureAwait(false);
            }
            else
            {
                await method.Body.RunAsync(call).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            error = e;
            MessagingActivity.SetFailed(activity, e);
        }
        finally
        {
            MessagingMetrics.Running.Add(-1);
            measure.Stop(MessagingMetrics.ServerDuration, server.Transport.TimeProvider, method.Name, server.Target, error);
        }

        if (error is not null)
        {
            return await FailAsync(server, call, method, error).ConfigureAwait(false);
        }

        if (call.IsDetached)
        {
            return (CallEnding.None, default);
        }

        await call.SendReplyAsync().ConfigureAwait(false);
        return (CallEnding.Acknowledge, default);
    }

    private static async ValueTask<(CallEnding Ending, Rejection Rejection)> FailAsync(
        ServerLoop server, ServingCall call, RpcMethod method, Exception error)
    {
        var refused = ReferenceEquals(error, call.Refusal);
        var told = error;
        if (server.Options.HideUndeclaredFailures && call.IsCall && !refused && !IsExpected(method, error)
            && !(error is OperationCanceledException && call.IsCancelled))
        {
            told = Hide(server, method, error);
        }
        else
        {
            LogFailure(server, call, method, error, refused);
        }

        if (call.IsCall)
        {
            if (!call.TakeAnswer())
            {
                return (CallEnding.None, default);
            }

            call.Fail(told, refused);
            await call.SendReplyAsync().ConfigureAwait(false);
            return (CallEnding.Acknowledge, default);
        }

        if (error is OperationCanceledException && call.IsCancelled)
        {
            // Only a stopping server cancels a cast: the work is for another server.
            return (CallEnding.Requeue, default);
        }

        // A broker that only marks redeliveries would retry it for ever: there, the second attempt is the last.
        var message = call.Message;
        var again = !refused && server.Options.RedeliverFailedCasts && message.IsDeliveryCountExact
            && message.DeliveryCount < server.Options.MaxDeliveries;
        return again
            ? (CallEnding.Requeue, default)
            : (CallEnding.Reject, new Rejection(
                refused ? RejectionReason.Refused : RejectionReason.Failed, ErrorText.Describe(error), error));
    }

    /// <summary>What a caller gets instead of an error: its type, and its id in the log.</summary>
    private static RemoteException Hide(ServerLoop server, RpcMethod method, Exception error)
    {
        var id = Guid.NewGuid().ToString("N");
        try
        {
            MessagingLog.FailureHidden(server.Logger, method.Name, server.Target, id, error);
        }
        catch (Exception)
        {
            // Same as in LogFailure.
        }

        var type = error.GetType();
        return new RemoteException(type.Name, type.Namespace ?? "", $"{type.Name}. The server's log says why, under the id {id}.");
    }

    private static void LogFailure(ServerLoop server, ServingCall call, RpcMethod method, Exception error, bool refused)
    {
        try
        {
            if (refused)
            {
                MessagingLog.CallRefused(server.Logger, server.Target, error.Message);
            }
            else if (error is OperationCanceledException && call.IsCancelled)
            {
                MessagingLog.MethodCancelled(server.Logger, method.Name, server.Target);
            }
            else if (IsExpected(method, error))
            {
                MessagingLog.MethodFailedAsExpected(server.Logger, method.Name, server.Target, error);
            }
            else
            {
                MessagingLog.MethodFailed(server.Logger, method.Name, server.Target, error);
            }
        }
        catch (Exception)
        {
            // The logger failed, or the user's exception while being printed: the caller still gets its answer.
        }
    }

    /// <summary>The request does not fit the server: the sender is told, and the message is done.</summary>
    private static async ValueTask<(CallEnding Ending, Rejection Rejection)> RefuseAsync(
        ServerLoop server, ServingCall call, Exception error)
    {
        if (error is not ServerOverloadedException)
        {
            MessagingLog.CallRefused(server.Logger, server.Target, error.Message);
        }

        if (!call.IsCall)
        {
            var reason = error is MessageTooLargeException ? RejectionReason.TooLarge : RejectionReason.Refused;
            return (CallEnding.Reject, new Rejection(reason, error.Message, error));
        }

        call.AcknowledgeNow();
        call.Fail(error, isRefusal: true);
        await call.SendReplyAsync().ConfigureAwait(false);
        return (CallEnding.Acknowledge, default);
    }

    private static ConnectionLostException MayHaveRun(RpcMethod method) => new(
        $"The call of '{method.Name}' was delivered to another server before, whose connection was lost. It may have run there, so it is "
            + "not run again. Mark calls that may run twice as idempotent.");

    private static bool AcknowledgesWhenTaken(RpcMethod method, RpcServerOptions options, bool isCall)
    {
        var mode = method.Acknowledge;
        if (mode == AcknowledgeMode.Default)
        {
            mode = isCall ? options.AcknowledgeCalls : options.AcknowledgeCasts;
        }

        return mode == AcknowledgeMode.WhenTaken || (mode == AcknowledgeMode.Default && isCall);
    }

    private static bool IsExpected(RpcMethod method, Exception error)
    {
        foreach (var type in method.ExpectedExceptions)
        {
            if (type.IsInstanceOfType(error))
            {
                return true;
            }
        }

        return false;
    }
}
