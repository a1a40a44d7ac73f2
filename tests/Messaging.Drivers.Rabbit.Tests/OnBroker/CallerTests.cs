using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>The user of a request is that of its connection: the broker sees to it.</summary>
[NeedsNode]
public sealed class CallerTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const string Password = "s3cret-word";

    [Fact]
    public async Task A_client_that_says_its_user_is_known_at_the_server()
    {
        await Node.AddUserAsync(Topic, Password);
        await ServeAsync(await OpenAsync(), new Asker());

        var signed = await OpenAsync($"rabbit://{Topic}:{Password}@127.0.0.1:{Node.Port}/", new RabbitOptions { SendUserId = true });
        Assert.Equal($"rabbitmq {Topic}", await Client(signed).CallAsync<string>(null, "who", null, Token));
        await using var compressed = await OpenAsync(
            $"rabbit://{Topic}:{Password}@127.0.0.1:{Node.Port}/?kombu_compression=gzip", new RabbitOptions { SendUserId = true });
        Assert.Equal($"rabbitmq {Topic}", await Client(compressed).CallAsync<string>(null, "who", null, Token));

        var unsigned = await OpenAsync($"rabbit://{Topic}:{Password}@127.0.0.1:{Node.Port}/");
        Assert.Equal("nobody", await Client(unsigned).CallAsync<string>(null, "who", null, Token));
    }

    [Fact]
    public async Task A_signed_call_that_a_stopping_server_gives_back_keeps_its_caller()
    {
        await Node.AddUserAsync(Topic, Password);
        var busy = new Asker();
        var oneAtATime = new RpcServerOptions { Dispatch = DispatchPolicy.Concurrent(1), Prefetch = 2 };
        var stopping = await ServeAsync(await OpenAsync(), busy, "stopping", oneAtATime);
        var signed = Client(await OpenAsync($"rabbit://{Topic}:{Password}@127.0.0.1:{Node.Port}/", new RabbitOptions { SendUserId = true }));
        var runs = signed.CallAsync<string>(null, "hold", null, Token);
        await busy.Held.WaitAsync(WaitLimit.Default, Token);
        var waits = signed.CallAsync<string>(null, "who", null, Token);
        while (!(await BrokerView.ListAsync(Node, "/", "queues", "name", "messages_ready", "messages_unacknowledged"))
            .Contains($"{Topic} messages_ready=0 messages_unacknowledged=1"))
        {
            Token.ThrowIfCancellationRequested();
        }

        var stop = stopping.StopAsync(Token);
        await ServeAsync(await OpenAsync(), new Asker(), "next");

        Assert.Equal($"rabbitmq {Topic}", await waits.WaitAsync(WaitLimit.Default, Token));
        busy.Release();
        Assert.Equal($"rabbitmq {Topic}", await runs.WaitAsync(WaitLimit.Default, Token));
        await stop;
        Assert.Contains(Log.Entries, entry => entry.Message.EndsWith("1 messages were handed back.", StringComparison.Ordinal));
    }

    private sealed class Asker
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Held => _held.Task;

        public void Release() => _released.SetResult();

        public async Task<string> Hold(RpcContext context)
        {
            _held.SetResult();
            await _released.Task;
            return Who(context);
        }

        public string Who(RpcContext context) => context.Caller is { } caller ? $"{caller.Scheme} {caller.Name}" : "nobody";
    }
}
