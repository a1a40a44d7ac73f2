using Amqp;
using Amqp.Framing;
using Amqp.Handler;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>What happens at the beginning and the end of a connection, as the client library tells it.</summary>
/// <param name="complete">Puts what is ours into the frame that opens the connection.</param>
internal sealed class ConnectionEvents(Action<Open> complete) : IHandler
{
    private readonly TaskCompletionSource<Open> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Action<string>? _onGivenUp;

    /// <summary>What the broker says of itself.</summary>
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
    /// Has somebody told, with the reason, when the library gives the connection up: the broker was silent for too long, or said what makes no sense.
    /// The library then waits for an answer to its goodbye, for 20 seconds, before it says that the connection is closed.
    /// </summary>
    public void OnGivenUp(Action<string> action) => _onGivenUp = action;

    /// <summary>The connection ended, before it was open perhaps.</summary>
    public void OnClosed(Error? error) => _opened.TrySetException(
        new AmqpException(error ?? new Error(ErrorCode.ConnectionForced) { Description = "the broker closed the connection" }));
}
