namespace Messaging;

/// <summary>A message has more bytes than the broker or the receiver accepts. Sending it again will not help.</summary>
/// <remarks>Either the request was too large, and no method has run; or its reply was (<see cref="IsReply"/>), and the method has
/// run.</remarks>
public sealed class MessageTooLargeException : DeliveryException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is too large, for whom, and what to do.</param>
    /// <param name="size">The size of the message in bytes; null when it is only known to be more than the limit.</param>
    /// <param name="limit">The largest message that is accepted, in bytes.</param>
    /// <param name="isReply">Whether it is the reply of a method that has run.</param>
    public MessageTooLargeException(string message, long? size, long limit, bool isReply = false)
        : base(message, isTransient: false)
    {
        Size = size;
        Limit = limit;
        IsReply = isReply;
    }

    /// <summary>The size of the message in bytes as it would have been sent; null when it is only known to be more than the
    /// limit.</summary>
    public long? Size { get; }

    /// <summary>The largest message that is accepted, in bytes.</summary>
    public long Limit { get; }

    /// <summary>Whether it is the reply that is too large: then the method has run.</summary>
    public bool IsReply { get; }
}
