namespace Messaging.Drivers;

/// <summary>The form of a message in the body that a driver carries. Readers accept both.</summary>
public enum EnvelopeFormat
{
    /// <summary>The message itself, a JSON object.</summary>
    Bare,

    /// <summary>oslo.messaging's envelope 2.0: an object that contains the message as a string.</summary>
    Oslo2,
}
