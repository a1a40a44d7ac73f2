using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Services that declare nothing: an operator made what they need, as on the page on security, or has still to make it.</summary>
public sealed class OperatorTopologyTests(BrokerNode broker) : RestrictedUserTest(broker.Node)
{
    // The names on the page; those of hosts are claimed on the whole machine, so a test has its own.
    private string ServerHost => $"{Topic}-s";

    private string CallerHost => $"{Topic}-c";

    [Fact]
    public async Task The_definitions_and_the_permissions_of_the_page_are_all_that_it_takes()
    {
        await Node.RunCtlAsync("add_vhost", Topic);
        await Node.ImportDefinitionsAsync(OfPage());
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(await UserAsync("fixed-server", ServerHost, "calc")), calculator);
        var client = new RpcClient(
            await OpenAsync(await UserAsync("fixed-caller", CallerHost, "web")), new Target { Topic = "calc" });

        await TryEverythingAsync(client, calculator, "node-1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("&rabbit_quorum_queue=true")]
    public async Task What_is_missing_is_listed_with_definitions_that_make_it(string query)
    {
        Log.Expect(5102);
        await Node.RunCtlAsync("add_vhost", Topic);
        var server = await OpenAsync(await UserAsync("fixed-server", ServerHost, "calc") + query);
        var error = await Assert.ThrowsAsync<DeliveryException>(() => ServeAsync(server, new Calculator()));
        Assert.All(
            [
                "exchange 'openstack'", "exchange 'calc_fanout'", "queue 'calc'", "queue 'calc.node-1'",
                $"queue 'calc_fanout_{ServerHost}:calc:1'", $"queue 'calc.messaging_cancel_{ServerHost}:calc:1'", "declare=false",
            ],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        await Node.ImportDefinitionsAsync(OfError(error));
        await ServeAsync(server, new Calculator());

        var caller = await OpenAsync(await UserAsync("fixed-caller", CallerHost, "web") + query);
        var client = new RpcClient(caller, new Target { Topic = "calc" });
        error = await Assert.ThrowsAsync<DeliveryException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        Assert.Contains($"Missing in virtual host '{Topic}': queue 'reply_{CallerHost}:web:1'", error.Message, StringComparison.Ordinal);
        await Node.ImportDefinitionsAsync(OfError(error));
        await Retry.UntilItWorksAsync(async () => Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token)));

        // Where its user may not look whether that is there (from RabbitMQ 4.2.6 on), the broker says so when something is sent there.
        Log.Expect(5210);
        var other = new RpcClient(
            caller, new Target { Topic = "calc", Exchange = "absent" }).With(timeout: TimeSpan.FromMinutes(10));
        error = await Assert.ThrowsAsync<DeliveryException>(() => other.CastAsync(null, "note", new { text = "x" }, Token));
        Assert.Contains("exchange 'absent'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notifications_declare_nothing_either()
    {
        Log.Expect(5102);
        var url = $"{await Node.AddVirtualHostAsync(Topic)}?declare=false&hostname={CallerHost}";
        var notifier = new Notifier(await OpenAsync(url), new NotifierOptions { Topics = [Topic], ThrowOnFailure = true });
        await Assert.ThrowsAsync<DeliveryException>(() => notifier.InfoAsync(null, "it.happened", null, Token));
        var recorder = new DriverContract.NotificationRecorder();
        var listener = NotificationListener.Create(
            await OpenAsync(url), [new Target { Topic = Topic }], [recorder.For(NotificationPriority.Info)]);
        Own(listener);
        var error = await Assert.ThrowsAsync<DeliveryException>(() => listener.StartAsync(Token));
        await Node.ImportDefinitionsAsync(OfError(error));
        await Retry.UntilItWorksAsync(() => notifier.InfoAsync(null, "it.happened", null, Token));

        var again = Own(NotificationListener.Create(
            await OpenAsync(url), [new Target { Topic = Topic }], [recorder.For(NotificationPriority.Info)]));
        await again.StartAsync(Token);
        await recorder.WaitForAsync("it.happened");
    }

    [Fact]
    [NeedsNode]
    public async Task After_a_restart_and_after_a_queue_was_deleted_and_made_again_everything_goes_on()
    {
        Log.Expect(5102);
        Log.Expect(5004);
        await using var node = await RabbitNode.StartAsync();
        await node.ImportDefinitionsAsync(OfPage("/"));
        var calculator = new Calculator();
        var server = await OpenAsync($"{node.Url}?declare=false&hostname={ServerHost}&processname=calc");
        var caller = await OpenAsync($"{node.Url}?declare=false&hostname={CallerHost}&processname=web");
        var served = await ServeAsync(server, calculator);
        var client = new RpcClient(caller, new Target { Topic = "calc" }).With(timeout: TimeSpan.FromMinutes(3), idempotent: true);
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        await node.KillAsync();
        await node.StartAgainAsync();
        Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));

        await node.DeleteQueueAsync($"calc_fanout_{ServerHost}:calc:1");
        await node.DeleteQueueAsync($"reply_{CallerHost}:web:1");
        await WaitForMissingAsync("requests");
        await WaitForMissingAsync("replies");
        await Assert.ThrowsAsync<DeliveryException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
        await node.ImportDefinitionsAsync(OfPage("/"));
        await Retry.UntilItWorksAsync(async () => Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token)));
        await Retry.UntilItWorksAsync(async () =>
        {
            await client.With(fanout: true).CastAsync(null, "note", new { text = "fanout" }, Token);
            await calculator.WaitForAsync("fanout");
        });
        await served.DisposeAsync();
        await server.DisposeAsync();
        await caller.DisposeAsync();
    }

    private Task WaitForMissingAsync(string what) => Log.WaitForAsync(e =>
        e.EventId.Id == 5102 && e.Message.Contains(what, StringComparison.Ordinal)
            && e.Exception?.Message.Contains("Missing in virtual host", StringComparison.Ordinal) == true);

    private string OfPage(string? virtualHost = null) => SecurityPage.Definitions
        .Replace("\"vhost\": \"/\"", $"\"vhost\": \"{virtualHost ?? Topic}\"", StringComparison.Ordinal)
        .Replace("node1:", ServerHost + ":", StringComparison.Ordinal)
        .Replace("node2:", CallerHost + ":", StringComparison.Ordinal);

    private static string OfError(DeliveryException error) => error.Message[error.Message.IndexOf('{', StringComparison.Ordinal)..];

    private async Task<string> UserAsync(string role, string host, string process)
    {
        var patterns = SecurityPage.Permissions(role).Select(p => p.Replace("node2:", CallerHost + ":", StringComparison.Ordinal));
        return await AddUserAsync($"{Topic}-{role}", Topic, [.. patterns]) + $"?declare=false&hostname={host}&processname={process}";
    }

    private async Task<RpcServer> ServeAsync(Transport transport, Calculator calculator)
    {
        var server = Own(new RpcServer(transport, new Target { Topic = "calc", Server = "node-1" }, new RpcServerOptions(), calculator));
        await server.StartAsync(Token);
        return server;
    }
}
