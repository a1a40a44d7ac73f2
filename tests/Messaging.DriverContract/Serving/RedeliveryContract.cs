namespace Messaging.DriverContract;

/// <summary>What was not acknowledged comes again and says so; what was, does not; what comes twice runs once.</summary>
public abstract class RedeliveryContract(IDriverFixture fixture) : ContractTests(fixture)
{
    private static readonly CancellationToken Hurry = new(canceled: true);

    [ContractFact]
    public async Task A_cast_that_its_server_did_not_finish_goes_to_another_and_is_marked()
    {
        var point = new SyncPoint();
        var ran = new Journal<(string Server, bool Again)>();
        var first = await ServeAsync("a", new RpcServerOptions(), Handler.DoesLater("work", async call =>
        {
            ran.Add(("a", call.Context.IsRedelivered));
            await point.ParkAsync();
        }));
        var client = await ClientAsync();
        await client.CastAsync(null, "work");
        await point.WaitUntilParkedAsync();

        await first.StopAsync(Hurry).WithinLimit();
        await ServeAsync("b", new RpcServerOptions(), Handler.Does("work", call => ran.Add(("b", call.Context.IsRedelivered))));

        await ran.WaitForAsync(entry => entry == ("b", true), "the cast at b");
        point.Release();
        Assert.Contains(("a", false), ran.Entries);
    }

    [ContractFact]
    public async Task A_cast_whose_method_gives_up_when_its_server_stops_goes_to_another()
    {
        var started = new SyncPoint();
        started.Release();
        var ran = new Journal<string>();
        var first = await ServeAsync("a", new RpcServerOptions(), Handler.DoesLater("work", async call =>
        {
            await started.ParkAsync();
            await call.CancellationToken.WhenFired();
            call.CancellationToken.ThrowIfCancellationRequested();
        }));
        var client = await ClientAsync();
        await client.CastAsync(null, "work");
        await started.WaitUntilParkedAsync();

        await first.StopAsync(Hurry).WithinLimit();
        await ServeAsync("b", new RpcServerOptions(), Handler.Does("work", _ => ran.Add("b")));

        await ran.WaitForAsync(name => name == "b", "the cast at b");
    }

    [ContractFact]
    public async Task A_call_that_is_acknowledged_when_done_goes_to_another_server_when_its_own_stops()
    {
        var point = new SyncPoint();
        var whenDone = new RpcServerOptions { AcknowledgeCalls = AcknowledgeMode.WhenDone };
        var first = await ServeAsync("a", whenDone, Handler.Parks("work", point));
        var client = await ClientAsync();
        var call = client.CallAsync<string>(null, "work");
        await point.WaitUntilParkedAsync();

        await first.StopAsync(Hurry).WithinLimit();
        await ServeAsync("b", whenDone, Handler.Returns("work", c => $"b {c.Context.IsRedelivered}"));

        Assert.Equal("b True", await call.WithinLimit());
        point.Release();
    }

    [ContractFact]
    public async Task A_cast_that_is_acknowledged_when_taken_does_not_come_again()
    {
        var point = new SyncPoint();
        var ran = new Journal<string>();
        var taken = new RpcServerOptions { AcknowledgeCasts = AcknowledgeMode.WhenTaken };
        var first = await ServeAsync("a", taken, Handler.Parks("work", point));
        var client = await ClientAsync();
        await client.CastAsync(null, "work");
        await point.WaitUntilParkedAsync();

        await first.StopAsync(Hurry).WithinLimit();
        await ServeAsync("b", new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() }, Handler.Does("work", _ => ran.Add("work")),
            Handler.Does("marker", _ => ran.Add("marker")));
        await client.CastAsync(null, "marker");

        await ran.WaitForAsync(entry => entry == "marker", "the marker");
        point.Release();
        Assert.Equal(["marker"], ran.Entries);
    }

    [ContractFact]
    public async Task A_method_may_choose_when_it_is_acknowledged()
    {
        var chooser = new Chooser();
        var first = await ServeAsync("a", new RpcServerOptions(), chooser);
        var client = await ClientAsync();
        await client.CastAsync(null, "at_most_once");
        await client.CastAsync(null, "at_least_once");
        await chooser.AtMost.WaitUntilParkedAsync();
        await chooser.AtLeast.WaitUntilParkedAsync();

        await first.StopAsync(Hurry).WithinLimit();
        var ran = new Journal<string>();
        await ServeAsync(
            "b",
            new RpcServerOptions { Dispatch = DispatchPolicy.Ordered() },
            Handler.Does("at_most_once", _ => ran.Add("most")),
            Handler.Does("at_least_once", _ => ran.Add("least")),
            Handler.Does("marker", _ => ran.Add("marker")));
        await client.CastAsync(null, "marker");

        await ran.WaitForAsync(entry => entry == "marker", "the marker");
        await ran.WaitForAsync(entry => entry == "least", "the cast that was not acknowledged");
        chooser.AtMost.Release();
        chooser.AtLeast.Release();
        Assert.DoesNotContain("most", ran.Entries);
    }

    [ContractFact]
    public async Task A_failed_cast_is_tried_again_where_the_server_says_so_until_it_succeeds()
    {
        Log.Expect("MethodFailed");
        var ran = new Journal<bool>();
        await ServeAsync("a", new RpcServerOptions { RedeliverFailedCasts = true }, Handler.Does("work", call =>
        {
            ran.Add(call.Context.IsRedelivered);
            if (!call.Context.IsRedelivered)
            {
                throw new InvalidOperationException("not yet");
            }
        }));
        var client = await ClientAsync();

        await client.CastAsync(null, "work");

        await ran.WaitForAsync(again => again, "the second run");
        Assert.Equal([false, true], ran.Entries);
    }

    [ContractFact]
    public async Task A_cast_that_always_fails_is_given_up_after_the_most_deliveries()
    {
        Log.Expect("MethodFailed");
        Log.Expect("TooManyDeliveries");
        var ran = new Journal<string>();
        var options = new RpcServerOptions { RedeliverFailedCasts = true, MaxDeliveries = 2, Dispatch = DispatchPolicy.Ordered() };
        await ServeAsync(
            "a",
            options,
            Handler.Does("work", _ =>
            {
                ran.Add("work");
                throw new InvalidOperationException("never");
            }),
            Handler.Does("marker", _ => ran.Add("marker")));
        var client = await ClientAsync();

        await client.CastAsync(null, "work");
        await ran.WaitForAsync(_ => ran.Entries.Count == 2, "the second run");
        await client.CastAsync(null, "marker");
        await ran.WaitForAsync(entry => entry == "marker", "the marker");

        Assert.Equal(["work", "work", "marker"], ran.Entries);
    }

    /// <summary>Methods with acknowledgement of their own.</summary>
    public sealed class Chooser
    {
        internal SyncPoint AtMost { get; } = new();

        internal SyncPoint AtLeast { get; } = new();

        [RpcMethod(Acknowledge = AcknowledgeMode.WhenTaken)]
        public Task AtMostOnce() => AtMost.ParkAsync();

        [RpcMethod(Acknowledge = AcknowledgeMode.WhenDone)]
        public Task AtLeastOnce() => AtLeast.ParkAsync();
    }
}
