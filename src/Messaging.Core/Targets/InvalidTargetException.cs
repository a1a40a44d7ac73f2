namespace Messaging;

/// <summary>A <see cref="Target"/> cannot be used for what was asked of it. Nothing was sent.</summary>
public sealed class InvalidTargetException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="part">The part of the target that is wrong: the name of a property of <see cref="Target"/>.</param>
    /// <param name="message">What is wrong with it and what to do.</param>
    /// <param name="target">The target, or null when it could not be made.</param>
    public InvalidTargetException(string part, string message, Target? target = null)
        : base(message)
    {
        Part = part;
        Target = target;
    }

    /// <summary>The part of the target that is wrong: the name of a property of <see cref="Messaging.Target"/>.</summary>
    public string Part { get; }

    /// <summary>The target that was refused, or null when it could not be made.</summary>
    public Target? Target { get; }
}
