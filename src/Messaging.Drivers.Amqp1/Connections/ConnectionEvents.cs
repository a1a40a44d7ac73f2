using Amqp;
using Amqp.Framing;
using Amqp.Handler;

namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>The client library's events at the start and the end of a connection.</summary>
/// <param name="complete">Adds our fields to the open frame.</param>
internal sealed class ConnectionEvents(Action<Open> complete) : IHandler
{
    private readonly TaskCompletionSource<Open> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Action<string>? _onGivenUp;

    /// <summary>The broker's open frame.</summary>
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
    /// Sets the action to call, with the reason, when the library gives the connection up because the broker was silent for too long or
    /// sent something invalid. The library then waits 20 seconds for an answer to its close before it reports the connection as closed.
    /// </summary>
    public void OnGivenUp(Action<string> action) => _onGivenUp = action;

    /// <summary>The connection ended, possibly before it was open.</summary>
    public void OnClosed(Error? error) => _opened.TrySetException(
        new AmqpException(error ?? new Error(ErrorCode.ConnectionForced) { Description = "the broker closed the connection" }));
}
