using Messaging.AspNetCore.Answers;
using Messaging.AspNetCore.Listing;

namespace Messaging.AspNetCore.Requests;

/// <summary>Makes the calls of a request in another format than JSON, and reports failures as exceptions.</summary>
/// <param name="topic">The topic whose methods can be called.</param>
/// <param name="caller">Calls them.</param>
/// <param name="context">The context of the calls.</param>
/// <param name="terms">The terms of the client.</param>
/// <param name="aborted">Fires when the client disconnects.</param>
internal sealed class FormatCaller(
    ListedTopic topic, MethodCaller caller, RpcContext? context, CallTerms terms, CancellationToken aborted) : IRpcGatewayCaller
{
    private (Exception Error, Problem Problem)? _last;

    public Task<RpcValue> CallAsync(string method, RpcValue arguments) => RunAsync(method, arguments, isCast: false);

    public Task CastAsync(string method, RpcValue arguments) => RunAsync(method, arguments, isCast: true);

    /// <summary>The problem behind an error that was thrown here; null for any other error.</summary>
    public Problem? ProblemOf(Exception error) => _last is var (thrown, problem) && thrown == error ? problem : null;

    private async Task<RpcValue> RunAsync(string name, RpcValue arguments, bool isCast)
    {
        if (topic.Find(name) is not { } method)
        {
            throw ErrorOf(new Problem(
                ProblemKind.MethodNotFound, $"The topic '{topic.Name}' has no method '{name}' that can be called here."), name);
        }

        var outcome = await caller.RunAsync(method, arguments, isCast, context, terms, aborted).ConfigureAwait(false);
        aborted.ThrowIfCancellationRequested();
        return outcome.Problem is { } problem ? throw ErrorOf(problem, name) : outcome.Result.IsMissing ? RpcValue.Null : outcome.Result;
    }

    private Exception ErrorOf(Problem problem, string method)
    {
        Exception error = problem.Kind == ProblemKind.MethodNotFound ? new MethodNotFoundException(method, problem.Detail)
            : problem.Kind == ProblemKind.InvalidArguments ? new InvalidArgumentsException(method, problem.Detail)
            : problem.Failure ?? new RemoteException(problem.Kind.Name, "", problem.Detail);
        _last = (error, problem);
        return error;
    }
}
