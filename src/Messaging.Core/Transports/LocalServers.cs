using Messaging.Context;

namespace Messaging.Transports;

/// <summary>The servers that run in this process, and what they know about a call that times out.</summary>
internal static class LocalServers
{
    private static readonly Lock Gate = new();
    private static ILocalServer[] _running = [];

    public static T Add<T>(T server)
        where T : ILocalServer
    {
        lock (Gate)
        {
            _running = [.. _running, server];
        }

        return server;
    }

    /// <summary>Removes a server, with all of its targets.</summary>
    public static void Remove(Predicate<ILocalServer> isOfIt)
    {
        lock (Gate)
        {
            _running = Array.FindAll(_running, known => !isOfIt(known));
        }
    }

    /// <summary>Says that the servers of this process that a call may be waiting for are busy.</summary>
    /// <param name="caller">The transport that the call was sent through.</param>
    /// <param name="target">The target of the call.</param>
    /// <returns>A sentence, or null when there are no such servers here or one of them is not busy.</returns>
    public static string? Explain(Transport caller, Target target)
    {
        var serving = CurrentCall.Value;
        var serve = Array.FindAll(Volatile.Read(ref _running), server => Serves(server, caller, target, serving));
        if (serve.Length == 0 || serve[0].Busy is not { } running || Array.Exists(serve, static server => server.Busy is null))
        {
            return null;
        }

        var what = running == 1
            ? "1 method, the most that it runs"
            : FormattableString.Invariant($"{running} methods, the most that it runs");
        var busy = $"The server '{serve[0].Target.Server}' in this process is busy: it runs {what} at a time (RpcServerOptions.Dispatch).";
        return Array.Exists(serve, server => server.Runs(serving))
            ? busy + " The call was made by one of them, so they may be waiting for each other."
            : busy;
    }

    private static bool Serves(ILocalServer server, Transport caller, Target target, RpcInvocation? serving) =>
        server.Target.Topic == target.Topic
        && (target.Server is null || target.Server == server.Target.Server)
        && (target.Exchange ?? server.Target.Exchange) == (server.Target.Exchange ?? target.Exchange)
        && (server.Runs(serving) || server.Transport == caller || server.Transport.Url.Equals(caller.Url));
}
