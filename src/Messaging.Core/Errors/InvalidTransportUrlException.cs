namespace Messaging;

/// <summary>A transport URL, or an option in it, that cannot be used as it is written.</summary>
/// <remarks>The message says which part is wrong and what to do. It never contains text of the URL that may be a password.</remarks>
public sealed class InvalidTransportUrlException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="part">The part of the URL that is wrong.</param>
    /// <param name="message">What is wrong and what to write instead. It must not contain a password or a piece of one.</param>
    /// <param name="innerException">The error that caused this one, if there is one.</param>
    public InvalidTransportUrlException(TransportUrlPart part, string message, Exception? innerException = null)
        : base(message, innerException) => Part = part;

    /// <summary>The part of the URL that is wrong.</summary>
    /// <value>Where it is uncertain, the part that most likely holds the mistake: an unencoded <c>/</c> in a password, for
    /// instance, is reported as <see cref="TransportUrlPart.UserInfo"/> when the <c>@</c> of the user info is found after it.</value>
    public TransportUrlPart Part { get; }
}
