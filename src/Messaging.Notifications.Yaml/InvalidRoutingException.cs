namespace Messaging;

/// <summary>A file of routing rules for notifications cannot be used.</summary>
public sealed class InvalidRoutingException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line that is wrong, from 1.</param>
    /// <param name="reason">What is wrong with it and what to do.</param>
    /// <param name="innerException">The error that led to this one.</param>
    public InvalidRoutingException(string file, int line, string reason, Exception? innerException = null)
        : base(FormattableString.Invariant($"{file}, line {line}: {reason}"), innerException)
    {
        File = file;
        Line = line;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line that is wrong, from 1.</summary>
    public int Line { get; }
}
