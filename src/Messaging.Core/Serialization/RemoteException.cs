namespace Messaging;

/// <summary>The method failed on the server, or before it could run there: the server's exception, as data.</summary>
/// <remarks>
/// The names come from the wire and are only text here: no type is ever loaded by a name that a peer sent.
/// Types that the user allows (<see cref="RemoteExceptionMap"/>) are raised instead of this one.
/// </remarks>
public sealed class RemoteException : MessagingException
{
    /// <summary>Creates the error.</summary>
    /// <param name="typeName">The name of the exception's type at the server, such as <c>ValueError</c>.</param>
    /// <param name="module">The module or namespace of that type, such as <c>builtins</c>.</param>
    /// <param name="remoteMessage">The exception's message.</param>
    /// <param name="arguments">The exception's positional arguments: a list, or missing.</param>
    /// <param name="keywordArguments">The exception's named values: an object, or missing.</param>
    /// <param name="remoteTrace">The server's stack trace as text, or an empty string when it sent none.</param>
    public RemoteException(
        string typeName, string module, string remoteMessage, RpcValue arguments = default, RpcValue keywordArguments = default,
        string remoteTrace = "")
        : base($"The server answered {typeName}: {remoteMessage}")
    {
        TypeName = typeName;
        Module = module;
        RemoteMessage = remoteMessage;
        Arguments = arguments;
        KeywordArguments = keywordArguments;
        RemoteTrace = remoteTrace;
    }

    /// <summary>The name of the exception's type at the server.</summary>
    public string TypeName { get; }

    /// <summary>The module (Python) or namespace (.NET) of that type.</summary>
    public string Module { get; }

    /// <summary>The message of the server's exception.</summary>
    public string RemoteMessage { get; }

    /// <summary>The exception's positional arguments: a list, or missing.</summary>
    public RpcValue Arguments { get; }

    /// <summary>The exception's named values: an object, or missing.</summary>
    public RpcValue KeywordArguments { get; }

    /// <summary>The server's stack trace as text, or an empty string when it sent none.</summary>
    public string RemoteTrace { get; }

    /// <summary>The Python name under which a .NET server sent the exception, to be passed on with it; null when it has none.</summary>
    internal (string TypeName, string Module)? PythonName { get; init; }

    /// <summary>The properties of an exception that its member declares (<see cref="RpcThrowsAttribute{TException}"/>), as a client without
    /// the contract sees them: an object, or missing. For a Python class they are its named values.</summary>
    public RpcValue Properties { get; init; }

    /// <summary>The error, its local stack trace, and the server's trace.</summary>
    public override string ToString() =>
        RemoteTrace.Length == 0
            ? base.ToString()
            : base.ToString() + Environment.NewLine + "Trace of the server:" + Environment.NewLine + RemoteTrace;
}
