namespace Messaging.Diagnostics.Plain;

/// <summary>Stands in the log for an exception whose message has lines or characters that may be a peer's: as text each line of it is indented and the rest escaped.
/// The exception itself is inside, for loggers that look at more than the text.</summary>
internal sealed class LoggedException : Exception
{
    private readonly string _text;

    private LoggedException(Exception error)
        : base(PlainText.OneLine(error.Message), error)
    {
        _text = PlainText.Lines(error.ToString());
    }

    public override string? StackTrace => InnerException!.StackTrace;

    /// <summary>The exception, or what stands for it when it, or one inside it, has an unsafe message.</summary>
    public static Exception? Of(Exception? error) => error is not null && HasUnsafeMessage(error) ? new LoggedException(error) : error;

    public override string ToString() => _text;

    private static bool HasUnsafeMessage(Exception error)
    {
        try
        {
            return PlainText.IsUnsafe(error.Message)
                || (error is AggregateException many ? many.InnerExceptions.Any(HasUnsafeMessage) : error.InnerException is { } inner && HasUnsafeMessage(inner));
        }
        catch (Exception)
        {
            // A message that a type of the user's computes, and fails. What logs it has to live with that, as ever.
            return false;
        }
    }
}
