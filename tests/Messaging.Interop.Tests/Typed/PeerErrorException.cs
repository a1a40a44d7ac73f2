namespace Messaging.Interop.Tests.Typed;

/// <summary>What is <c>PeerError</c> in oslo_server.py, with its named values.</summary>
public sealed class PeerErrorException(string message, int code, IReadOnlyList<string?>? detail, Exception? innerException = null) : Exception(message, innerException)
{
    public int Code { get; } = code;

    public IReadOnlyList<string?>? Detail { get; } = detail;
}
