using Messaging.DriverContract;
using Messaging.Drivers.Rabbit.Tests.Support;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Users with exactly the permissions that the page on security gives each role, and users who lack one.</summary>
public sealed class PermissionTests(BrokerNode broker) : RestrictedUserTest(broker.Node)
{
    private const string Nothing = "^$";
    private const string All = ".*";

    [Fact]
    public async Task A_caller_and_a_server_need_no_more_than_the_page_says()
    {
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(await UserAsync("server")), calculator);
        var client = Client(await OpenAsync(await UserAsync("caller")));
        await TryEverythingAsync(client, calculator, "s1");
    }

    [Fact]
    public async Task One_transport_for_both_needs_no_more_than_the_page_says()
    {
        var calculator = new Calculator();
        var transport = await OpenAsync(await UserAsync("service"));
        await ServeAsync(transport, calculator);
        await TryEverythingAsync(Client(transport), calculator, "s1");
    }

    [Fact]
    public async Task Notifications_need_no_more_than_the_page_says()
    {
        var recorder = new NotificationRecorder();
        var listener = Own(NotificationListener.Create(
            await OpenAsync(await UserAsync("listener", "notifications")), [new Target { Topic = Topic }],
            [recorder.For(NotificationPriority.Info)]));
        await listener.StartAsync(Token);
        var notifier = new Notifier(
            await OpenAsync(await UserAsync("notifier", "notifications")), new NotifierOptions { Topics = [Topic], ThrowOnFailure = true });
        await notifier.InfoAsync(null, "it.happened", null, Token);
        await recorder.WaitForAsync("it.happened");
    }

    [Theory]
    [InlineData(Nothing, All, All, "declare the exchange 'openstack'", "configure permission for exchange 'openstack'")]
    [InlineData("^openstack$", Nothing, All, "declare the queue 'reply_", "configure permission for queue 'reply_")]
    [InlineData(All, Nothing, All, "publish to the exchange 'openstack'", "write permission for exchange 'openstack'")]
    [InlineData(All, All, Nothing, "consume from the queue 'reply_", "read permission for queue 'reply_")]
    public async Task A_call_fails_at_once_and_names_what_its_user_lacks_and_works_once_it_is_granted(
        string configure, string write, string read, string operation, string lack)
    {
        Log.Expect(5102);
        Log.Expect(5210);
        await ServeAsync(await OpenAsync(), new Calculator());
        var url = await UserAsync(configure, write, read);
        var client = Client(await OpenAsync(url), 600);
        for (var i = 0; i < 20; i++)
        {
            // Before the reply queue is there, the exchange is not asked for.
            var error = await Assert.ThrowsAsync<DeliveryException>(() => client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
            AssertLack(error.Message, configure == Nothing ? "declare the queue 'reply_" : operation, configure == Nothing ? "reply_" : lack);
        }

        // One at most was let through to see, in each of a few seconds.
        Assert.True(Log.Entries.Count(e => e.EventId.Id == 5210) <= 10);
        await GrantAsync(All, All, All);
        await Retry.UntilItWorksAsync(async () => Assert.Equal(3, await client.CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token)));
    }

    [Theory]
    [InlineData(Nothing, All, "declare the exchange 'openstack'", "configure permission for exchange 'openstack'", false)]
    [InlineData(All, Nothing, "publish to the exchange 'openstack'", "write permission for exchange 'openstack'", false)]
    [InlineData(Nothing, All, "declare the exchange 'TOPIC_fanout'", "configure permission for exchange 'TOPIC_fanout'", true)]
    [InlineData(All, Nothing, "publish to the exchange 'TOPIC_fanout'", "write permission for exchange 'TOPIC_fanout'", true)]
    public async Task A_cast_and_a_fanout_fail_at_once_and_work_once_it_is_granted(
        string configure, string write, string operation, string lack, bool fanout)
    {
        Log.Expect(5210);
        await ServeAsync(await OpenAsync(), new Calculator());
        var client = Client(await OpenAsync(await UserAsync(configure, write, Nothing)), 600).With(fanout: fanout);
        for (var i = 0; i < 5; i++)
        {
            var error = await Assert.ThrowsAsync<DeliveryException>(() => client.CastAsync(null, "note", new { text = "x" }, Token));
            Assert.False(error.IsTransient);
            AssertLack(error.Message, operation.Replace("TOPIC", Topic, StringComparison.Ordinal), lack.Replace("TOPIC", Topic, StringComparison.Ordinal));
        }

        await GrantAsync(All, All, All);
        await Retry.UntilItWorksAsync(() => client.CastAsync(null, "note", new { text = "x" }, Token));
    }

    [Fact]
    public async Task A_topic_that_is_forbidden_is_named_and_others_go_on()
    {
        Log.Expect(5210);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var transport = await OpenAsync(await UserAsync(All, All, All));
        await Node.RunCtlAsync("set_topic_permissions", Topic, "openstack", $"^{Topic}$", All);
        var other = new RpcClient(transport, new Target { Topic = Topic + "x" }).With(timeout: TimeSpan.FromMinutes(10));
        var error = await Assert.ThrowsAsync<DeliveryException>(() => other.CastAsync(null, "note", new { text = "x" }, Token));
        Assert.Contains($"write permission for topic '{Topic}x' of exchange 'openstack'", error.Message, StringComparison.Ordinal);
        Assert.Contains("rabbitmqctl set_topic_permissions", error.Message, StringComparison.Ordinal);
        await Client(transport).CastAsync(null, "note", new { text = "allowed" }, Token);
        await calculator.WaitForAsync("allowed");
    }

    [Fact]
    public async Task Casts_beside_forbidden_ones_are_all_delivered()
    {
        Log.Expect(5210);
        var calculator = new Calculator();
        await ServeAsync(await OpenAsync(), calculator);
        var transport = await OpenAsync(await UserAsync(All, "^openstack$", All));
        var forbidden = Client(transport, 600).With(fanout: true);
        var casts = Enumerable.Range(0, 100).Select(i => i % 2 == 0
            ? (Task)Assert.ThrowsAsync<DeliveryException>(() => forbidden.CastAsync(null, "note", new { text = "x" }, Token))
            : Client(transport, 600).CastAsync(null, "note", new { text = $"n{i}" }, Token));
        await Task.WhenAll(casts);
        await calculator.WaitForAsync("n99");
    }

    [Theory]
    [InlineData("^openstack$", All, All, "declare the queue 'TOPIC'", "configure permission for queue 'TOPIC'")]
    [InlineData("^(openstack|TOPIC|TOPIC.s1)$", All, All, "declare the exchange 'TOPIC_fanout'", "configure permission for exchange 'TOPIC_fanout'")]
    [InlineData(All, Nothing, All, "bind the queue 'TOPIC' to the exchange 'openstack'", "write permission for queue 'TOPIC'")]
    [InlineData(All, All, Nothing, "bind the queue 'TOPIC' to the exchange 'openstack'", "read permission for exchange 'openstack'")]
    [InlineData(All, All, "^(openstack|TOPIC|TOPIC_fanout)$", "consume from the queue 'TOPIC.messaging_cancel_", "read permission for queue 'TOPIC.messaging_cancel_")]
    [InlineData(All, All, "^(openstack|TOPIC_fanout|TOPIC.messaging_cancel.*)$", "consume from the queue 'TOPIC'", "read permission for queue 'TOPIC'")]
    public async Task A_server_does_not_start_and_names_what_its_user_lacks(
        string configure, string write, string read, string operation, string lack)
    {
        Log.Expect(5102);
        var transport = await OpenAsync(await UserAsync(configure, write, read));
        var error = await Assert.ThrowsAsync<DeliveryException>(() => ServeAsync(transport, new Calculator()));
        AssertLack(error.Message, operation.Replace("TOPIC", Topic, StringComparison.Ordinal), lack.Replace("TOPIC", Topic, StringComparison.Ordinal));

        await GrantAsync(All, All, All);
        await ServeAsync(transport, new Calculator(), "s2");
        Assert.Equal(3, await Client(transport).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token));
    }

    [Fact]
    public async Task A_server_that_may_not_reply_says_so_and_replies_once_it_may()
    {
        Log.Expect(5210);
        await ServeAsync(await OpenAsync(await UserAsync(All, $"^{Topic}.*$", All)), new Calculator());
        var client = Client(await OpenAsync(), 600);
        var lost = client.With(timeout: TimeSpan.FromSeconds(5)).CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token);
        var entry = await Log.WaitForAsync("PublishForbidden");
        AssertLack(entry.Message, "send replies to the queues of callers", "write permission for exchange 'amq.default'");
        await Assert.ThrowsAsync<CallTimeoutException>(() => lost);

        await GrantAsync(All, All, All);
        await Retry.UntilItWorksAsync(async () => Assert.Equal(3, await client.With(timeout: TimeSpan.FromSeconds(10))
            .CallAsync<int>(null, "add", new { a = 1, b = 2 }, Token)));
    }

    private void AssertLack(string message, string operation, string lack)
    {
        Assert.Contains($"User '{Topic}' may not {operation}", message, StringComparison.Ordinal);
        Assert.Contains(lack, message, StringComparison.Ordinal);
        Assert.Contains($"rabbitmqctl set_permissions --vhost / {Topic} CONFIGURE WRITE READ", message, StringComparison.Ordinal);
    }

    private Task<string> UserAsync(string role, string topic = "calc")
    {
        var patterns = SecurityPage.Permissions(role).Select(p => p.Replace(topic, Topic, StringComparison.Ordinal));
        return AddUserAsync($"{Topic}-{role}", "/", [.. patterns]);
    }

    private Task<string> UserAsync(string configure, string write, string read) => AddUserAsync(
        Topic, "/", [.. new[] { configure, write, read }.Select(p => p.Replace("TOPIC", Topic, StringComparison.Ordinal))]);

    private Task GrantAsync(string configure, string write, string read) =>
        Node.RunCtlAsync("set_permissions", Topic, configure, write, read);
}
