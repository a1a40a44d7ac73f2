using Messaging.Drivers;
using Messaging.Drivers.Thrift.Messages;
using Messaging.Drivers.Thrift.Wire;
using Messaging.Thrift.Bridging;
using Thrift;

namespace Messaging.Thrift.Calling;

/// <summary>Makes a call to a topic from a Thrift call that was read, and a Thrift answer from its result.</summary>
internal static class CallAnswer
{
    /// <summary>Writes the answer to a call; writes nothing for a oneway call, which is only sent.</summary>
    /// <exception cref="MessagingException">There is no answer: the caller failed with an error that is not a failure of the
    /// method.</exception>
    public static async Task WriteAsync(
        IncomingCall call, Dialect dialect, TConfiguration limits, IRpcGatewayCaller caller, MessageBuffer answer)
    {
        if (call.Refusal is { } refusal)
        {
            if (!call.IsOneway)
            {
                await ReplyWriter.WriteAsync(answer, dialect, limits, call, refusal).ConfigureAwait(false);
            }

            return;
        }

        using var body = call.Body!;
        var arguments = RpcValue.Parse(body.WrittenSpan)["args"];
        if (call.IsOneway)
        {
            await caller.CastAsync(call.Method!.Name, arguments).ConfigureAwait(false);
            return;
        }

        var reply = await AskAsync(call.Method!.Name, arguments, caller).ConfigureAwait(false);
        await ReplyWriter.WriteAsync(answer, dialect, limits, call, reply).ConfigureAwait(false);
    }

    /// <summary>The reply, as a server writes it.</summary>
    private static async Task<RpcValue> AskAsync(string method, RpcValue arguments, IRpcGatewayCaller caller)
    {
        try
        {
            var result = await caller.CallAsync(method, arguments).ConfigureAwait(false);
            return RpcValue.FromProperties([new("result", result)]);
        }
        catch (Exception e) when ((e as RemoteException ?? ForwardedFailure.Of(e)) is { } failure)
        {
            return RpcValue.FromProperties([new("failure", RpcValue.FromProperties(
            [
                new("class", failure.TypeName),
                new("message", failure.RemoteMessage),
                new("kwargs", failure.KeywordArguments),
                new("dotnet_properties", failure.Properties),
            ]))]);
        }
    }
}
