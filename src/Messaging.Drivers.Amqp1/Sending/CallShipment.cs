using Amqp;
using Amqp.Framing;
using Messaging.Drivers.Amqp1.Connections;

namespace Messaging.Drivers.Amqp1.Sending;

/// <summary>A call on its way. Its sender waits for the reply, not for the broker: only bad news from the broker ends the wait.</summary>
/// <param name="waiter">What waits for the reply.</param>
/// <param name="outbox">What sends it again.</param>
/// <param name="cancellation">The caller's token.</param>
internal sealed class CallShipment(ReplyWaiter waiter, CallOutbox outbox, CancellationToken cancellation) : IOutcomeReceiver
{
    private Message? _message;
    private volatile string? _note;
    private volatile bool _isTaken;
    private volatile bool _wasReturned;

    public OutgoingMessage Message => waiter.Message;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsEnded => waiter.IsEnded;

    /// <summary>The connection that it was sent through, which its reply comes through; null while it was not.</summary>
    public BrokerSession? Session { get; private set; }

    /// <summary>The link that it was sent through; null while it was not.</summary>
    public Outlet? Outlet { get; private set; }

    /// <summary>Whether the broker has said that it has the call.</summary>
    public bool IsTaken => _isTaken;

    public string What => $"The call of '{waiter.Message.Method}'";

    /// <summary>What is known about a call that timed out.</summary>
    public static string? Describe(ReplyWaiter waiter) => waiter.State is not CallShipment call ? null
        : call._wasReturned ? "No queue took it. It was sent again, as its server was there a moment ago or was expected back, but none "
            + "came in time."
        : call._note;

    /// <summary>With what a call ends whose link is lost; null for one that went another way, or that the broker has.</summary>
    public static Exception? LossOf(ReplyWaiter waiter, Outlet outlet, string reason) =>
        waiter.State is CallShipment { IsTaken: false } call && call.Outlet == outlet ? LinkLost(waiter.Message, reason) : null;

    /// <summary>It waits for a connection.</summary>
    public void OnWaiting(string? trouble) => _note = "The request was not sent. " + trouble;

    /// <summary>No queue took it, and it is sent again.</summary>
    public void OnNobody() => _wasReturned = true;

    /// <summary>Ends it with an error.</summary>
    public void Fail(Exception error) => waiter.Fail(error);

    /// <summary>Sends it.</summary>
    /// <exception cref="SerializationException">It cannot be written.</exception>
    /// <exception cref="MessageTooLargeException">It is larger than the broker takes.</exception>
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

        // Who is told of a loss fails the calls of the link: that may have been before this one was known.
        if (outlet.WhyEnded is { } reason)
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

            // Nobody has it: whoever ends it now need not tell a server, and a connection that is lost takes nothing with it.
            Session = null;
            Outlet = null;
            OnNobody();
            if (!outbox.OnUnroutable(this))
            {
                waiter.Fail(new NoServerException(message.Target, message.Method));
            }
        }
    }

    /// <summary>Nobody waits for it any more: what the broker has not taken is not sent.</summary>
    public void Stop()
    {
        if (_message is { } message && Outlet is { } outlet)
        {
            outlet.TakeBack(message);
        }
    }

    /// <summary>The error of a call whose reply cannot come any more.</summary>
    public static ConnectionLostException Lost(OutgoingMessage message, string reason) => new(
        $"The connection to the broker was lost ({reason}) while the call of '{message.Method}' waited for its reply, which was lost with "
            + "it. The method may have run.");

    /// <summary>The error of a call that the broker may or may not have taken.</summary>
    public static ConnectionLostException LinkLost(OutgoingMessage message, string reason) => new(
        $"The link that carried the call of '{message.Method}' was lost ({reason}) before the broker confirmed that it had accepted it. "
            + "The method may have run.");
}
