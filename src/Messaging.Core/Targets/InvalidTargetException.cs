namespace Messaging;

/// <summary>A <see cref="Target"/> cannot be used for the requested operation. Nothing was sent.</summary>
public sealed class InvalidTargetException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="part">The part of the target that is wrong: the name of a property of <see cref="Target"/>.</param>
    /// <param name="message">What is wrong with it and what to do.</param>
    /// <param name="target">The target, or null when it could not be created.</param>
    public InvalidTargetException(string part, string message, Target? target = null)
        : base(message)
    {
        Part = part;
        Target = target;
    }

    /// <summary>The part of the target that is wrong: the name of a property of <see cref="Messaging.Target"/>.</summary>
    public string Part { get; }

    /// <summary>The target that was refused, or null when it could not be created.</summary>
    public Target? Target { get; }
}
