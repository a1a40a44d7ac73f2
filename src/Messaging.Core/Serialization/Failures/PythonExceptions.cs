namespace Messaging;

/// <summary>Maps equivalent exceptions of .NET and Python, in both directions.</summary>
internal static class PythonExceptions
{
    public const string Builtins = "builtins";

    /// <summary>The wire names of .NET's exceptions, including derived types.</summary>
    public static IEnumerable<(Type Type, string TypeName)> FromDotnet { get; } =
    [
        (typeof(ArgumentException), "ValueError"),
        (typeof(FormatException), "ValueError"),
        (typeof(InvalidCastException), "TypeError"),
        (typeof(KeyNotFoundException), "KeyError"),
        (typeof(IndexOutOfRangeException), "IndexError"),
        (typeof(NotImplementedException), "NotImplementedError"),
        (typeof(TimeoutException), "TimeoutError"),
        (typeof(UnauthorizedAccessException), "PermissionError"),
        (typeof(FileNotFoundException), "FileNotFoundError"),
        (typeof(IOException), "OSError"),
        (typeof(DivideByZeroException), "ZeroDivisionError"),
        (typeof(OverflowException), "OverflowError"),
        (typeof(ArithmeticException), "ArithmeticError"),
        (typeof(OutOfMemoryException), "MemoryError"),
    ];

    /// <summary>The exceptions that a .NET caller gets for Python's, when it allows them.</summary>
    public static IEnumerable<(string TypeName, Func<RemoteException, Exception> Factory)> ToDotnet { get; } =
    [
        ("ValueError", e => new ArgumentException(e.RemoteMessage, e)),
        ("TypeError", e => new InvalidCastException(e.RemoteMessage, e)),
        ("KeyError", e => new KeyNotFoundException(e.RemoteMessage, e)),
        ("IndexError", e => new ArgumentOutOfRangeException(e.RemoteMessage, e)),
        ("NotImplementedError", e => new NotImplementedException(e.RemoteMessage, e)),
        ("TimeoutError", e => new TimeoutException(e.RemoteMessage, e)),
        ("PermissionError", e => new UnauthorizedAccessException(e.RemoteMessage, e)),
        ("FileNotFoundError", e => new FileNotFoundException(e.RemoteMessage, e)),
        ("OSError", e => new IOException(e.RemoteMessage, e)),
        ("ZeroDivisionError", e => new DivideByZeroException(e.RemoteMessage, e)),
        ("OverflowError", e => new OverflowException(e.RemoteMessage, e)),
        ("ArithmeticError", e => new ArithmeticException(e.RemoteMessage, e)),
        ("RuntimeError", e => new InvalidOperationException(e.RemoteMessage, e)),
    ];
}
