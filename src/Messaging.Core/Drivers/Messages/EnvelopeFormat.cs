namespace Messaging.Drivers;

/// <summary>How a message stands in the body that a driver carries. Readers accept both.</summary>
public enum EnvelopeFormat
{
    /// <summary>The message itself, a JSON object.</summary>
    Bare,

    /// <summary>oslo.messaging's envelope 2.0: an object that holds the message as text.</summary>
    Oslo2,
}
