namespace Messaging.Diagnostics.Plain;

/// <summary>Replaces an exception in the log whose message has lines or characters that may come from a peer: in its text each line is
/// indented and the rest is escaped. The exception itself is the inner exception, for loggers that use more than the text.</summary>
internal sealed class LoggedException : Exception
{
    private readonly string _text;

    private LoggedException(Exception error)
        : base(PlainText.OneLine(error.Message), error)
    {
        _text = PlainText.Lines(error.ToString());
    }

    public override string? StackTrace => InnerException!.StackTrace;

    /// <summary>The exception, or its replacement when it, or an inner exception, has an unsafe message.</summary>
    public static Exception? Of(Exception? error) => error is not null && HasUnsafeMessage(error) ? new LoggedException(error) : error;

    public override string ToString() => _text;

    private static bool HasUnsafeMessage(Exception error)
    {
        try
        {
            return PlainText.IsUnsafe(error.Message)
                || (error is AggregateException many
                    ? many.InnerExceptions.Any(HasUnsafeMessage)
                    : error.InnerException is { } inner && HasUnsafeMessage(inner));
        }
        catch (Exception)
        {
            // A user's type may compute its message, and fail. Loggers must cope with that anyway.
            return false;
        }
    }
}
