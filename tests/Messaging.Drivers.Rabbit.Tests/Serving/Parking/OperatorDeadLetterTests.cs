using Messaging.Drivers.Rabbit.Tests.OnBroker;
using Messaging.Drivers.Rabbit.Tests.Support;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

/// <summary>Parking with the permissions of the page on security, and where an operator made the queues.</summary>
public sealed class OperatorDeadLetterTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const string Secret = "s3cret";
    private const string Parks = "dead_letter_queues=true";

    [Theory]
    [InlineData("")]
    [InlineData("&dead_letter_by_broker=true")]
    public async Task The_permissions_of_a_server_are_enough_to_park(string query)
    {
        Log.Expect("MethodFailed");
        var guest = await Node.AddVirtualHostAsync(Topic);
        await ServeAsync(await OpenAsync($"{await UserAsync("server")}?{Parks}{query}"));

        await using var reader = await DeadLetterReader.OpenAsync(Node, "calc.messaging_dead_letter", Topic);
        await CastAsync(guest);
        Assert.Equal("failed", (await reader.WaitForAsync("poison"))["x-parked-reason"]);
    }

    [Fact]
    public async Task The_permissions_of_a_listener_are_enough_to_park()
    {
        await Node.AddVirtualHostAsync(Topic);
        var transport = await OpenAsync($"{await UserAsync("listener")}?{Parks}");
        var recorder = new DriverContract.NotificationRecorder();
        await Own(NotificationListener.Create(
            transport, [new Target { Topic = "notifications" }], [recorder.For(NotificationPriority.Info)])).StartAsync(Token);
        await using var reader = await DeadLetterReader.OpenAsync(Node, "notifications.info.messaging_dead_letter", Topic);

        await RawSender.SendAsync(Node, Topic, "notifications.info", "no notification");
        Assert.Equal("unreadable", (await reader.WaitForAsync("no notification"))["x-parked-reason"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&dead_letter_by_broker=true")]
    [InlineData("&dead_letter_by_broker=true&rabbit_quorum_queue=true")]
    public async Task What_an_operator_has_to_make_for_it_is_listed_with_definitions(string query)
    {
        Log.Expect("MethodFailed");
        Log.Expect(5102);
        var guest = await Node.AddVirtualHostAsync(Topic) + "?amqp_durable_queues=true";
        var transport = await OpenAsync($"{await UserAsync("fixed-server")}?declare=false&hostname={Topic}&processname=calc&{Parks}{query}");

        var error = await Assert.ThrowsAsync<DeliveryException>(() => ServeAsync(transport));
        Assert.Contains("queue 'calc.messaging_dead_letter'", error.Message, StringComparison.Ordinal);
        await Node.ImportDefinitionsAsync(error.Message[error.Message.IndexOf('{', StringComparison.Ordinal)..]);
        var server = await ServeAsync(transport);

        await using var reader = await DeadLetterReader.OpenAsync(Node, "calc.messaging_dead_letter", Topic);
        await CastAsync(guest);
        Assert.Equal("failed", (await reader.WaitForAsync("poison"))["x-parked-reason"]);

        if (query.Length > 0)
        {
            await server.StopAsync(Token);
            await CastAsync(guest, "rejected");
            await using var other = await DeadLetterReader.OpenAsync(Node, "calc", Topic, rejects: _ => true);
            Assert.Equal("rejected", (await reader.WaitForAsync("rejected"))["x-first-death-reason"]);
        }
    }

    private async Task CastAsync(string url, string tag = "poison") =>
        await new RpcClient(await OpenAsync(url), new Target { Topic = "calc" }).CastAsync(null, "fail", new { tag }, Token);

    private async Task<string> UserAsync(string role)
    {
        var user = $"{Topic}-{role}";
        await Node.RunCtlAsync("add_user", user, Secret);
        await Node.RunCtlAsync(["set_permissions", "--vhost", Topic, user, .. SecurityPage.Permissions(role)]);
        return $"rabbit://{user}:{Secret}@127.0.0.1:{Node.Port}/{Topic}";
    }

    private async Task<RpcServer> ServeAsync(Transport transport)
    {
        var server = Own(new RpcServer(transport, new Target { Topic = "calc", Server = "node-1" }, new RpcServerOptions(), new Worker()));
        await server.StartAsync(Token);
        return server;
    }
}
