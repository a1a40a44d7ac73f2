namespace Messaging;

/// <summary>No reply to a call came within its timeout.</summary>
/// <remarks>The server may still be running the method, or may have run it: a timeout says nothing about the work.</remarks>
public sealed class CallTimeoutException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="target">The target of the call.</param>
    /// <param name="method">The method that was called.</param>
    /// <param name="timeout">The timeout of the call.</param>
    /// <param name="diagnosis">What is known about the reason (is there a connection, was the request sent), or null.</param>
    /// <param name="innerException">The last error of the driver, or null.</param>
    public CallTimeoutException(Target target, string method, TimeSpan timeout, string? diagnosis = null, Exception? innerException = null)
        : base(Describe(target, method, timeout, diagnosis), innerException)
    {
        Target = target;
        Method = method;
        Timeout = timeout;
        Diagnosis = diagnosis;
    }

    /// <summary>The target of the call.</summary>
    public Target Target { get; }

    /// <summary>The method that was called.</summary>
    public string Method { get; }

    /// <summary>The timeout of the call.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>What is known about the reason, or null.</summary>
    public string? Diagnosis { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;

    /// <summary>The same error with one more known fact.</summary>
    internal CallTimeoutException With(string fact) =>
        new(Target, Method, Timeout, Diagnosis is null ? fact : $"{Diagnosis} {fact}", this);

    private static string Describe(Target target, string method, TimeSpan timeout, string? diagnosis)
    {
        var text = FormattableString.Invariant(
            $"No reply from '{method}' on {target} within {timeout.TotalSeconds:0.###} s.");
        return diagnosis is null ? text : text + " " + diagnosis;
    }
}
