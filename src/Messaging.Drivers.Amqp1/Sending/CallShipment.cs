using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>A call on its way. Its sender waits for the reply, not for the broker; the broker ends the wait only with a failure.</summary>
/// <param name="waiter">Waits for the reply.</param>
/// <param name="outbox">Sends the call again.</param>
/// <param name="cancellation">The caller's token.</param>
internal sealed class CallShipment(ReplyWaiter waiter, CallOutbox outbox, CancellationToken cancellation) : IOutcomeReceiver
{
    private Message? _message;
    private volatile string? _note;
    private volatile bool _isTaken;
    private volatile bool _wasReturned;

    public OutgoingMessage Message => waiter.Message;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether nobody waits for the call any more.</summary>
    public bool IsEnded => waiter.IsEnded;

    /// <summary>The connection through which it was sent and its reply comes; null when it was not sent.</summary>
    public BrokerSession? Session { get; private set; }

    /// <summary>The link through which it was sent; null when it was not sent.</summary>
    public Outlet? Outlet { get; private set; }

    /// <summary>Whether the broker has accepted the call.</summary>
    public bool IsTaken => _isTaken;

    public string What => $"The call of '{waiter.Message.Method}'";

    /// <summary>Describes what is known about a call that timed out.</summary>
    public static string? Describe(ReplyWaiter waiter) => waiter.State is not CallShipment call ? null
        : call._wasReturned ? "No queue took it. It was sent again, as its server was there a moment ago or was expected back, but none "
            + "came in time."
        : call._note;

    /// <summary>
    /// The error of a call whose link was lost; null for a call sent through another link, or already accepted by the broker.
    /// </summary>
    public static Exception? LossOf(ReplyWaiter waiter, Outlet outlet, string reason) =>
        waiter.State is CallShipment { IsTaken: false } call && call.Outlet == outlet ? LinkLost(waiter.Message, reason) : null;

    /// <summary>The call waits for a connection.</summary>
    public void OnWaiting(string? trouble) => _note = "The request was not sent. " + trouble;

    /// <summary>No queue took the call, and it is sent again.</summary>
    public void OnNobody() => _wasReturned = true;

    /// <summary>Fails the call.</summary>
    public void Fail(Exception error) => waiter.Fail(error);

    /// <summary>Sends the call.</summary>
    /// <exception cref="SerializationException">The call cannot be written.</exception>
    /// <exception cref="MessageTooLargeException">The call is larger than the broker accepts.</exception>
    public void Send(BrokerSession session, Outlet outlet, string replyQueue)
    {
        if (waiter.IsEnded)
        {
            return;
        }

        var message = waiter.Message;
        using var body = MessageBuffer.Rent();
        _note = "The request was sent, but the broker has not accepted it: it may accept no messages (an alarm of its memory or disk).";
        _message = session.Dialect.MakeRequest(message, body, waiter.Id, replyQueue);
        Session = session;
        Outlet = outlet;
        try
        {
            outlet.Send(_message, this);
        }
        catch (AmqpException e)
        {
            session.OnFailed(outlet, e.Message);
        }

        // The handler of a lost link or connection fails its calls, but it may have run before this call was known to be one of them. The
        // connection is looked at too: its calls are failed before its links have ended.
        if ((outlet.WhyEnded ?? session.WhyEnded) is { } reason)
        {
            waiter.Fail(session.IsOpen ? LinkLost(message, reason) : Lost(message, reason));
        }
    }

    public void OnOutcome(Outcome outcome)
    {
        var message = waiter.Message;
        if (outcome is Accepted)
        {
            _message = null;
            _isTaken = true;
            _wasReturned = false;
            _note = "The broker accepted the request; no reply came.";
            outbox.OnTaken(this);
        }
        else if (!SendVerdict.IsUnroutable(outcome))
        {
            waiter.Fail(SendVerdict.Refusal(outcome, $"the call of '{message.Method}'"));
        }
        else
        {
            _message = null;

            // No server has the call: ending it needs no cancellation, and losing the connection does not affect it.
            Session = null;
            Outlet = null;
            OnNobody();
            if (!outbox.OnUnroutable(this))
            {
                waiter.Fail(new NoServerException(message.Target, message.Method));
            }
        }
    }

    /// <summary>Nobody waits for the call any more: if the broker has not accepted it, it is not sent.</summary>
    public void Stop()
    {
        if (_message is { } message && Outlet is { } outlet)
        {
            outlet.TakeBack(message);
        }
    }

    /// <summary>The error of a call whose reply can no longer arrive.</summary>
    public static ConnectionLostException Lost(OutgoingMessage message, string reason) => new(
        $"The connection to the broker was lost ({reason}) while the call of '{message.Method}' waited for its reply, which was lost with "
            + "it. The method may have run.");

    /// <summary>The error of a call that the broker may or may not have accepted.</summary>
    public static ConnectionLostException LinkLost(OutgoingMessage message, string reason) => new(
        $"The link that carried the call of '{message.Method}' was lost ({reason}) before the broker confirmed that it had accepted it. "
            + "The method may have run.");
}
