namespace Messaging.Drivers;

/// <summary>Receives the messages that a driver gets for a listener. Core implements it.</summary>
/// <remarks>
/// Called on the driver's receiving threads: one message at a time for a listener, except for messages that take the driver time to read
/// (<see cref="ListenOptions.KeepOrder"/>). Neither method blocks, throws or runs user code.
/// </remarks>
public interface IMessageReceiver
{
    /// <summary>Handles a message that arrived.</summary>
    /// <param name="message">Its facts, and the methods that settle it. The receiver settles it exactly once, now or later, from any
    /// thread.</param>
    /// <param name="body">The bytes from the wire. Borrowed: valid only until the method returns.</param>
    void OnMessage(IncomingMessage message, ReadOnlySpan<byte> body);

    /// <summary>Handles a message that is larger than <see cref="DriverContext.MaxMessageSize"/>. A caller that waits for it is
    /// told.</summary>
    /// <param name="message">Its facts, and the methods that settle it, as for <see cref="OnMessage"/>.</param>
    /// <param name="oversized">What is known about it.</param>
    void OnTooLarge(IncomingMessage message, OversizedMessage oversized)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(oversized);
        message.Reject(new Rejection(RejectionReason.TooLarge, $"it has {oversized}"));
    }

    /// <summary>Handles a cancel: the caller of a call gave up. A cancel may overtake its call: the receiver remembers it for a
    /// while.</summary>
    /// <param name="cancel">The call and its caller.</param>
    /// <returns>Whether the receiver has the call.</returns>
    bool OnCancel(CallCancel cancel);
}
