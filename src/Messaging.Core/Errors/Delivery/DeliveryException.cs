namespace Messaging;

/// <summary>A message could not be handed to the broker, or the broker refused it.</summary>
public class DeliveryException : MessagingException
{
    private readonly bool _transient;

    /// <summary>Creates the error.</summary>
    /// <param name="message">What was refused, by whom and why.</param>
    /// <param name="isTransient">Whether sending again later may help.</param>
    /// <param name="innerException">The cause, or null.</param>
    public DeliveryException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        _transient = isTransient;
    }

    /// <inheritdoc/>
    public override bool IsTransient => _transient;
}
