namespace Messaging.Benchmarks.Subjects.Wolverine;

/// <summary>Wolverine's server. Public, as its generated code asks for.</summary>
public sealed class WolverineEchoHandler
{
    /// <summary>Answers a request with its text.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The reply.</returns>
    public static WolverineReply Handle(WolverineRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new WolverineReply(request.Payload);
    }
}
