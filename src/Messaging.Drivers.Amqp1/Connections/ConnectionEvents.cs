using Amqp;
using Amqp.Framing;
using Amqp.Handler;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>The events at the beginning and the end of a connection, as the client library reports them.</summary>
/// <param name="complete">Adds our properties to the frame that opens the connection.</param>
internal sealed class ConnectionEvents(Action<Open> complete) : IHandler
{
    private readonly TaskCompletionSource<Open> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Action<string>? _onGivenUp;

    /// <summary>The broker's opening frame.</summary>
    public Task<Open> Opened => _opened.Task;

    public bool CanHandle(EventId id) => id is EventId.ConnectionLocalOpen or EventId.ConnectionRemoteOpen or EventId.ConnectionLocalClose;

    public void Handle(Event protocolEvent)
    {
        switch (protocolEvent.Id)
        {
            case EventId.ConnectionLocalOpen:
                complete((Open)protocolEvent.Context);
                break;
            case EventId.ConnectionRemoteOpen:
                _opened.TrySetResult((Open)protocolEvent.Context);
                break;
            case EventId.ConnectionLocalClose when ((Close)protocolEvent.Context).Error is { } error:
                _onGivenUp?.Invoke(error.Description ?? "the connection was given up");
                break;
        }
    }

    /// <summary>
    /// Sets an action to be called, with the reason, when the library gives the connection up: the broker was silent for too long, or sent
    /// something invalid. The library then waits up to 20 seconds for an answer to its close before it reports that the connection is
    /// closed.
    /// </summary>
    public void OnGivenUp(Action<string> action) => _onGivenUp = action;

    /// <summary>The connection ended, perhaps before it was open.</summary>
    public void OnClosed(Error? error) => _opened.TrySetException(
        new AmqpException(error ?? new Error(ErrorCode.ConnectionForced) { Description = "the broker closed the connection" }));
}
