namespace Messaging.Interop.Tests.Typed;

/// <summary>Its server in .NET.</summary>
internal sealed class Failing : IFailing
{
    public Task FailAsync(string kind, string message) => kind switch
    {
        "PeerError" => throw new PeerErrorException(message, 42, ["a", null]),
        "ValueError" => throw new FormatException(message),
        _ => throw new InvalidOperationException(message),
    };
}
