namespace Messaging.Drivers.Thrift.Wire;

/// <summary>
/// What a peer sent cannot be read, or the peer left in the middle of it. The message completes a sentence that names the peer.
/// </summary>
internal sealed class WireException(string reason, Exception? innerException = null) : Exception(reason, innerException)
{
    /// <summary>Converts any exception of a decoder to a reason.</summary>
    public static WireException From(Exception error) => error as WireException ?? new WireException(
        error is EndOfStreamException ? error.Message : $"what it sent cannot be read: {error.Message}", error);
}
