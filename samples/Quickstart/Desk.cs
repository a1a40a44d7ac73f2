using Messaging;

namespace Quickstart;

/// <summary>Another endpoint: one that knows whose it is, and says what it was told.</summary>
public sealed class Desk(string server, Action<string> say)
{
    // RpcValue takes and gives whatever JSON there is.
    public RpcValue Echo(RpcValue value) => value;

    public string Whoami() => server;

    // The caller's context is passed in; it is no argument of the call.
    public Dictionary<string, RpcValue> Context(RpcContext context) => new(context);

    // The token fires when the caller gives up, so that no work is done for nobody.
    public async Task<double> SleepAsync(double seconds, CancellationToken cancellationToken)
    {
        say($"{server} sleeps for {seconds} s");
        await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
        return seconds;
    }

    public void Fail(string message = "boom") => throw new InvalidOperationException(message);

    public void Record(RpcValue tag) => say($"{server} recorded: {tag}");

    public void Refresh() => say($"{server} refreshed");
}
