using Messaging.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Messaging.AspNetCore.Tests.Driver;

/// <summary>Two gateways, one of which is told to stop under load.</summary>
[Collection("load")]
public sealed class DrainTests
{
    private const int Callers = 8;
    private const int CallsEach = 300;

    [Theory]
    [InlineData("h2c", HttpProtocols.Http2, true)]
    [InlineData("http", HttpProtocols.Http1, true)]
    [InlineData("h2c", HttpProtocols.Http2, false)]
    [InlineData("http", HttpProtocols.Http1, false)]
    public async Task No_call_is_lost_when_one_of_two_gateways_stops_under_load(string scheme, HttpProtocols protocols, bool drains)
    {
        await using var world = await World.StartAsync(protocols: protocols);
        await using var second = await GatewayHost.StartAsync(world.Transport, World.ListAll, protocols: protocols, drain: drains ? TimeSpan.FromSeconds(1) : null);
        await using var transport = await HttpTransports.OpenAsync($"{scheme}://{world.Gateway.Address.Authority},{second.Address.Authority}/rpc");

        // Without a drain, a request that was on its way is sent again: its method may run twice.
        var client = transport.Calc(idempotent: !drains);
        var done = 0;
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var load = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => LoadAsync()));
        await halfway.Task.WaitAsync(WaitLimit.Default);
        await second.StopAsync();

        Assert.All(await load, calls => Assert.Equal(CallsEach, calls));
        Assert.NotEmpty(second.Statuses.Entries);
        Assert.True(world.Gateway.Statuses.Entries.Count > second.Statuses.Entries.Count);
        Assert.All(second.Statuses.Entries, status => Assert.True(status == 200 || (drains && status == 503), $"{status}"));

        async Task<int> LoadAsync()
        {
            var calls = 0;
            for (var i = 0; i < CallsEach; i++)
            {
                calls += await client.CallAsync<int>("add", new { a = i, b = 1 }) == i + 1 ? 1 : 0;
                if (Interlocked.Increment(ref done) == Callers * CallsEach / 3)
                {
                    halfway.TrySetResult();
                }
            }

            return calls;
        }
    }

    [Fact]
    public async Task A_gateway_that_has_nobody_to_call_leaves_it_to_the_other()
    {
        await using var empty = await Transport.OpenAsync($"memory://{Guid.NewGuid():N}");
        await using var world = await World.StartAsync();
        await using var second = await GatewayHost.StartAsync(empty, World.ListAll);
        await using var transport = await HttpTransports.OpenAsync($"http://{second.Address.Authority},{world.Gateway.Address.Authority}/rpc");

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(i + 1, await transport.Calc().CallAsync<int>("add", new { a = i, b = 1 }));
        }

        Assert.Contains(503, second.Statuses.Entries);
    }

    [Fact]
    public async Task A_gateway_that_starts_again_gets_the_calls_that_waited_for_it()
    {
        await using var world = await World.StartAsync();
        var port = FreePorts.Next();
        await using var transport = await HttpTransports.OpenAsync($"http://127.0.0.1:{port}/rpc?grace=60");

        var call = transport.Calc().CallAsync<int>("add", new { a = 1, b = 2 });
        await using var late = await GatewayHost.StartAsync(world.Transport, World.ListAll, port: port);

        Assert.Equal(3, await call.WaitAsync(WaitLimit.Default));
    }

    [Fact]
    public async Task A_gateway_that_drains_answers_what_it_has_begun_and_turns_the_rest_away()
    {
        await using var world = await World.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(world.Transport, World.ListAll, drain: WaitLimit.Default);
        var begun = gateway.PostAsync("/rpc/calc/wait", "{}").ResultAsync();
        await world.Calculator.Waiting.WaitAsync(WaitLimit.Default);

        var stop = gateway.StopAsync();
        using var response = await gateway.PostAsync("/rpc/calc/add", """{"a": 1, "b": 2}""");
        var problem = await Task.FromResult(response).ProblemAsync(503);
        await gateway.PostAsync("/rpc/calc", """{"jsonrpc":"2.0","id":1,"method":"add"}""").ProblemAsync(503);
        world.Calculator.Release();

        Assert.Equal("urn:messaging:draining", problem.Text("type"));
        Assert.True(response.Headers.ConnectionClose);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("\"released\"", await begun);
        Assert.Equal(0, world.Calculator.Calls);
        Assert.False(stop.IsCompleted);
    }
}
