using System.Diagnostics;
using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Serialization;
using Messaging.Transports;

namespace Messaging.Calling;

/// <summary>A call in flight, as tracing and metrics see it, and how it ends. Each method takes the call as an argument: this struct is
/// part of a call's state, which already has it.</summary>
internal readonly struct CallAttempt : IDisposable
{
    private readonly Activity? _activity;
    private readonly CallMeasure _measure;

    private CallAttempt(Activity? activity, CallMeasure measure)
    {
        _activity = activity;
        _measure = measure;
    }

    public static CallAttempt Start(Transport transport, OutgoingRequest message) =>
        new(MessagingActivity.StartClient(message), CallMeasure.Start(MessagingMetrics.ClientDuration, transport.TimeProvider));

    /// <summary>Reads the result.</summary>
    public T Read<T>(Reply reply, Transport transport, OutgoingRequest message)
    {
        var result = ReplyDecoder.Read<T>(reply, message, transport);
        _measure.Stop(MessagingMetrics.ClientDuration, transport.TimeProvider, message.Method, message.Target, null);
        return result;
    }

    /// <summary>Records that the call failed.</summary>
    /// <exception cref="CallTimeoutException">Replaces a timeout: a server in this process was busy.</exception>
    public void Fail(Exception error, Transport transport, OutgoingRequest message)
    {
        _measure.Stop(MessagingMetrics.ClientDuration, transport.TimeProvider, message.Method, message.Target, error);
        MessagingActivity.SetFailed(_activity, error);
        if (error is CallTimeoutException timeout && LocalServers.Explain(transport, message.Target) is { } busy)
        {
            throw timeout.With(busy);
        }
    }

    public void Dispose() => _activity?.Dispose();
}
