namespace Messaging.Drivers.Thrift;

/// <summary>A <c>.thrift</c> file cannot be understood.</summary>
public sealed class ThriftIdlException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="file">The file, or the name that stands for it.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="column">The character in the line, counted from 1.</param>
    /// <param name="reason">What is wrong there, and what to do.</param>
    public ThriftIdlException(string file, int line, int column, string reason)
        : base(FormattableString.Invariant($"{file}({line},{column}): {reason}"))
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file, or the name that stands for it.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1.</summary>
    public int Line { get; }

    /// <summary>The character in the line, counted from 1.</summary>
    public int Column { get; }
}
