using System.Diagnostics;
using Messaging.Diagnostics;
using Messaging.Drivers;
using Messaging.Serialization;
using Messaging.Transports;

namespace Messaging.Calling;

/// <summary>A call on its way, as tracing and metrics see it, and how it ends. It is told whose it is each time: it stands in the state of a call, where that is known.</summary>
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

    /// <summary>The call has failed.</summary>
    /// <exception cref="CallTimeoutException">What to throw in place of a timeout: a server in this process was busy.</exception>
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
