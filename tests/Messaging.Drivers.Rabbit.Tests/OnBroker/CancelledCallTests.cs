using Messaging.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>Calls that were cancelled while they waited at the broker are not run when their turn comes.</summary>
public sealed class CancelledCallTests(BrokerNode broker) : BrokerTest(broker.Node)
{
    private const int Many = 2000;

    private readonly Journal<string> _ran = new();
    private readonly SyncPoint _started = new();
    private IConnection _raw = null!;
    private IChannel _channel = null!;

    public override async ValueTask InitializeAsync()
    {
        _raw = await new ConnectionFactory { HostName = "127.0.0.1", Port = Node.Port }.CreateConnectionAsync(Token);
        _channel = await _raw.CreateChannelAsync(cancellationToken: Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _raw.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_next_call_does_not_wait_for_two_thousand_that_were_cancelled()
    {
        var transport = await OpenAsync();
        _started.Release();
        await ServeAsync(
            transport, new RpcEndpoint([WaitsForCancel(), Notes("work"), Notes("marker")]), options: new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() });
        var client = Client(transport);
        using var first = new CancellationTokenSource();
        using var others = new CancellationTokenSource();
        var running = client.CallAsync(null, "first", null, first.Token);
        await _started.WaitUntilParkedAsync();
        var requested = await WhenRoutedAsync(Topic);
        var cancelled = await WhenRoutedAsync(Topic + ".messaging_cancel");
        var waiting = Enumerable.Range(0, Many).Select(_ => client.CallAsync(null, "work", null, others.Token)).ToArray();
        await requested.WaitAsync(WaitLimit.Default, Token);

        await others.CancelAsync();
        await cancelled.WaitAsync(WaitLimit.Default, Token);

        // The server hears of them in the order in which the broker has them: of this one last.
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await client.CallAsync(null, "marker", null, Token);

        Assert.All(waiting, call => Assert.True(call.IsCanceled));
        Assert.Equal(["marker"], _ran.Entries);
    }

    private RpcMethod WaitsForCancel() => RpcMethod.Create("first", [], async ValueTask (call) =>
    {
        await _started.ParkAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, call.CancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default);
    });

    private RpcMethod Notes(string name) => RpcMethod.Create(name, [], _ =>
    {
        _ran.Add(name);
        return ValueTask.CompletedTask;
    });

    /// <summary>Counts what the broker routes by a key; the task ends when that is many.</summary>
    private async Task<Task> WhenRoutedAsync(string key)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        var queue = (await _channel.QueueDeclareAsync(cancellationToken: Token)).QueueName;
        await _channel.QueueBindAsync(queue, "openstack", key, cancellationToken: Token);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, _) =>
        {
            if (++count == Many)
            {
                all.SetResult();
            }

            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer, Token);
        return all.Task;
    }
}
