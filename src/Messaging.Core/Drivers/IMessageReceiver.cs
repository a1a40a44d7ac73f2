namespace Messaging.Drivers;

/// <summary>Where a driver puts the messages that arrive for a listener. Core implements it.</summary>
/// <remarks>
/// Called on the driver's receiving threads: one message at a time for a listener, except for what takes the driver time to read
/// (<see cref="ListenOptions.KeepOrder"/>). Neither method blocks, throws or runs user code.
/// </remarks>
public interface IMessageReceiver
{
    /// <summary>A message arrived.</summary>
    /// <param name="message">Its facts and its endings. The receiver calls exactly one ending, now or later, from any thread.</param>
    /// <param name="body">The bytes as they came from the wire. Lent: valid only until the method returns.</param>
    void OnMessage(IncomingMessage message, ReadOnlySpan<byte> body);

    /// <summary>A message arrived that is larger than <see cref="DriverContext.MaxMessageSize"/>. A caller that waits for it is told.</summary>
    /// <param name="message">Its facts and its endings, as for <see cref="OnMessage"/>.</param>
    /// <param name="oversized">What is known of it.</param>
    void OnTooLarge(IncomingMessage message, OversizedMessage oversized)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(oversized);
        message.Reject(new Rejection(RejectionReason.TooLarge, $"it has {oversized}"));
    }

    /// <summary>The caller of a call gave up. A cancel may overtake its call: the receiver remembers it for a while.</summary>
    /// <param name="cancel">Which call, and whose.</param>
    /// <returns>Whether the receiver has the call.</returns>
    bool OnCancel(CallCancel cancel);
}
