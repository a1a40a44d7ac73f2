namespace Messaging;

/// <summary>Nobody serves the target: the broker has no queue, or no peer can be reached, that could take the message.</summary>
/// <remarks>Raised at once, not after the timeout. A message in a queue whose servers are all stopped does not raise it: the message waits
/// there.</remarks>
public sealed class NoServerException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="target">The target of the message.</param>
    /// <param name="method">The method that was called.</param>
    /// <param name="diagnosis">What the driver knows about it, in whole sentences; or null.</param>
    public NoServerException(Target target, string method, string? diagnosis = null)
        : base($"Nobody serves {target}: '{method}' could not be delivered. {(diagnosis is null ? "" : diagnosis + " ")}"
            + "Start a server for this topic, or check the exchange, topic and server names of the target.")
    {
        Target = target;
        Method = method;
    }

    /// <summary>The target of the message.</summary>
    public Target Target { get; }

    /// <summary>The method that was called.</summary>
    public string Method { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
