using Messaging.AspNetCore.Answers;

namespace Messaging.AspNetCore.Requests;

/// <summary>How a request ended.</summary>
/// <param name="Result">The result of a call; missing otherwise.</param>
/// <param name="Problem">Why there is no result, or null.</param>
internal readonly record struct Outcome(RpcValue Result, Problem? Problem)
{
    public static implicit operator Outcome(Problem problem) => new(default, problem);
}
