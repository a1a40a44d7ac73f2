namespace Messaging.DocsExamples.Examples;

// <expected>
public sealed class Vault
{
    // This is the caller's mistake: it is not a server error, and is not logged as one.
    [RpcMethod(ExpectedExceptions = [typeof(WrongCodeException)])]
    public string Open(int code) => code == 42 ? "open" : throw new WrongCodeException($"{code} is not the code.");
}

public sealed class WrongCodeException(string message, Exception? innerException = null) : Exception(message, innerException);
// </expected>
