using Messaging.AspNetCore.Tests.Support;

namespace Messaging.AspNetCore.Tests.Driver;

/// <summary>Two gateways behind nginx, one of which is drained under load.</summary>
[Collection("load")]
public sealed class NginxTests
{
    private const int Callers = 8;
    private const int CallsEach = 300;

    [Fact]
    public async Task No_call_is_lost_and_none_runs_twice_when_one_of_two_gateways_is_drained_under_load()
    {
        await using var world = await World.StartAsync();
        await using var second = await GatewayHost.StartAsync(world.Transport, World.ListAll, drain: TimeSpan.FromSeconds(1));
        await using var nginx = await Nginx.StartAsync(world.Gateway, second);
        await using var transport = await HttpTransports.OpenAsync(nginx.Url);
        var client = transport.Calc();
        var done = 0;
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var load = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => LoadAsync()));
        await halfway.Task.WaitAsync(WaitLimit.Start);
        await second.StopAsync();
        stopped.SetResult();
        var calls = (await load).Sum();

        Assert.Equal(calls, world.Calculator.Calls);
        Assert.Contains(200, second.Statuses.Entries);
        Assert.Contains(503, second.Statuses.Entries);
        Assert.DoesNotContain(second.Statuses.Entries, status => status is not (200 or 503));
        Assert.DoesNotContain(world.Gateway.Statuses.Entries, status => status != 200);

        // Until the other gateway is gone, and then some.
        async Task<int> LoadAsync()
        {
            var calls = 0;
            for (var left = CallsEach; left > 0; left -= stopped.Task.IsCompleted ? 1 : 0)
            {
                Assert.Equal(calls + 1, await client.CallAsync<int>("add", new { a = calls, b = 1 }));
                calls++;
                if (Interlocked.Increment(ref done) == Callers * CallsEach / 3)
                {
                    halfway.TrySetResult();
                }
            }

            return calls;
        }
    }
}
