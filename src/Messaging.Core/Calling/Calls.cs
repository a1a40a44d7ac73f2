using System.Runtime.CompilerServices;
using Messaging.Context;
using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Calling;

/// <summary>Sends the calls and casts of clients, and awaits their outcome.</summary>
internal static class Calls
{
    // How often servers may stop before one begins a call that only we can send again.
    private const int MostSent = 8;

    /// <summary>Starts the clock of a call. A call made while serving another has no more time than the other has left.</summary>
    public static Deadline StartClock(TimeProvider time, TimeSpan timeout) =>
        new(time, CurrentCall.Value?.TimeLeft is { } left ? Limits.Smaller(timeout, left)!.Value : timeout);

    /// <summary>Makes a call, through the interceptors of the client if it has any.</summary>
    public static Task<T> CallAsync<T>(RpcClient client, OutgoingRequest message, CancellationToken cancellationToken) =>
        client.Interceptors is { } interceptors
            ? interceptors.CallAsync<T>(client.Transport, message, cancellationToken)
            : SendCallAsync<T>(client.Transport, message, cancellationToken);

    /// <summary>Makes a cast, through the interceptors of the client if it has any. Completes when the broker has it.</summary>
    public static Task CastAsync(RpcClient client, OutgoingRequest message, CancellationToken cancellationToken) =>
        client.Interceptors is { } interceptors
            ? interceptors.CastAsync(client.Transport, message, isQueued: false, cancellationToken)
            : SendCastAsync(client.Transport, message, cancellationToken);

    /// <summary>Makes a call that is awaited once, so that its objects can be reused; through the interceptors of the client if it has
    /// any.</summary>
    public static ValueTask<T> CallOnceAsync<T>(RpcClient client, OutgoingRequest message, CancellationToken cancellationToken) =>
        client.Interceptors is { } interceptors
            ? new ValueTask<T>(interceptors.CallAsync<T>(client.Transport, message, cancellationToken))
            : SendOnceAsync<T>(client.Transport, message, cancellationToken);

    /// <summary>Makes a call without a result that is awaited once, through the interceptors of the client if it has any.</summary>
    public static ValueTask CallOnceAsync(RpcClient client, OutgoingRequest message, CancellationToken cancellationToken) =>
        client.Interceptors is { } interceptors
            ? new ValueTask(interceptors.CallAsync<Nothing>(client.Transport, message, cancellationToken))
            : SendOnceAsync(client.Transport, message, cancellationToken);

    /// <summary>Sends a call and reads its result.</summary>
    public static Task<T> SendCallAsync<T>(Transport transport, OutgoingRequest message, CancellationToken cancellationToken) =>
        SendOnceAsync<T>(transport, message, cancellationToken).AsTask();

    /// <summary>Sends a cast; completes when the broker has it.</summary>
    public static async Task SendCastAsync(Transport transport, OutgoingRequest message, CancellationToken cancellationToken)
    {
        using var activity = MessagingActivity.StartClient(message);
        try
        {
            await transport.Driver.SendAsync(message, cancellationToken).ConfigureAwait(false);
            MessagingMetrics.CastsSent.Add(1);
        }
        catch (Exception e)
        {
            MessagingActivity.SetFailed(activity, e);
            throw;
        }
    }

    /// <summary>Sends a cast whose span the caller owns; completes when the broker has it.</summary>
    public static async Task SendQueuedAsync(Transport transport, OutgoingRequest message, CancellationToken cancellationToken)
    {
        await transport.Driver.SendAsync(message, cancellationToken).ConfigureAwait(false);
        MessagingMetrics.CastsSent.Add(1);
    }

    // Over objects that are used again: who asked for a ValueTask awaits it once.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<T> SendOnceAsync<T>(Transport transport, OutgoingRequest message, CancellationToken cancellationToken)
    {
        using var attempt = CallAttempt.Start(transport, message);
        try
        {
            for (var sent = 1; ; sent++)
            {
                using var reply = await transport.Driver.CallAsync(message, cancellationToken).ConfigureAwait(false);
                if (sent == MostSent || !ReplyDecoder.IsGivenBack(reply, message))
                {
                    return attempt.Read<T>(reply, transport, message);
                }
            }
        }
        catch (Exception e)
        {
            attempt.Fail(e, transport, message);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SendOnceAsync(Transport transport, OutgoingRequest message, CancellationToken cancellationToken)
    {
        using var attempt = CallAttempt.Start(transport, message);
        try
        {
            for (var sent = 1; ; sent++)
            {
                using var reply = await transport.Driver.CallAsync(message, cancellationToken).ConfigureAwait(false);
                if (sent == MostSent || !ReplyDecoder.IsGivenBack(reply, message))
                {
                    attempt.Read<Nothing>(reply, transport, message);
                    return;
                }
            }
        }
        catch (Exception e)
        {
            attempt.Fail(e, transport, message);
            throw;
        }
    }
}
