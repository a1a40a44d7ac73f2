namespace Messaging.Soak.Hostile.Zoo;

/// <summary>Calls that take long, each cancelled at once.</summary>
internal static class CancelFlood
{
    public static async Task RunAsync(Transport transport, int calls, CancellationToken token)
    {
        var client = new RpcClient(transport, new Target { Topic = HostileServer.Topic });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(token);
        var all = Enumerable.Range(0, calls).Select(_ => (Task)client.CallAsync(null, "slow", cancellationToken: cancel.Token)).ToList();
        await Task.Delay(TimeSpan.FromMilliseconds(100), token);
        await cancel.CancelAsync();
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
