using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>A test whose transports log in as users of its own, with the permissions that it gives them.</summary>
public abstract class RestrictedUserTest(RabbitBroker node) : BrokerTest(node)
{
    protected const string Secret = "s3cret";

    /// <summary>Adds a user with patterns for configure, write and read, and returns the URL to log in with.</summary>
    protected async Task<string> AddUserAsync(string user, string virtualHost, params string[] permissions)
    {
        await Node.RunCtlAsync("add_user", user, Secret);
        await Node.RunCtlAsync(["set_permissions", "--vhost", virtualHost, user, .. permissions]);
        return $"rabbit://{user}:{Secret}@127.0.0.1:{Node.Port}/{(virtualHost == "/" ? "" : virtualHost)}";
    }

    /// <summary>Each thing that a caller does, with a server that can do it.</summary>
    protected static async Task TryEverythingAsync(RpcClient client, Calculator calculator, string server)
    {
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Equal(3, await client.With(server: server).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await client.CastAsync(null, "note", new { text = "cast" }, Token);
        await calculator.WaitForAsync("cast");
        await client.With(fanout: true).CastAsync(null, "note", new { text = "fanout" }, Token);
        await calculator.WaitForAsync("fanout");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var parked = client.CallAsync<int>(null, "park", new { value = 1 }, cancel.Token);
        await calculator.WaitForAsync("parked 1");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parked);
        await calculator.WaitForAsync("cancelled 1");
    }
}
