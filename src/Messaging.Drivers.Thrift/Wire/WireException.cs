namespace Messaging.Drivers.Thrift.Wire;

/// <summary>A peer sent something unreadable, or left in the middle. The message ends a sentence that names the peer.</summary>
internal sealed class WireException(string reason, Exception? innerException = null) : Exception(reason, innerException)
{
    /// <summary>Converts any error of a decoder.</summary>
    public static WireException From(Exception error) => error as WireException ?? new WireException(
        error is EndOfStreamException ? error.Message : $"what it sent cannot be read: {error.Message}", error);
}
