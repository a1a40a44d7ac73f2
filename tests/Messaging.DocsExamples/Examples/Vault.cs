namespace Messaging.DocsExamples.Examples;

// <expected>
public sealed class Vault
{
    // Callers make this mistake: it is no error of the server, and not logged as one.
    [RpcMethod(ExpectedExceptions = [typeof(WrongCodeException)])]
    public string Open(int code) => code == 42 ? "open" : throw new WrongCodeException($"{code} is not the code.");
}

public sealed class WrongCodeException(string message, Exception? innerException = null) : Exception(message, innerException);
// </expected>
