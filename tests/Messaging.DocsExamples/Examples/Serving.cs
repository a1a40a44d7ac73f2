namespace Messaging.DocsExamples.Examples;

public sealed class Serving
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Serve()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());

        // <serve>
        await using var server = new RpcServer(
            transport, new Target { Topic = "reports", Server = Environment.MachineName }, new Reports(), new ReportAdmin());
        await server.StartAsync();      // from here on, the broker routes messages to it
        // </serve>

        var client = new RpcClient(transport, new Target { Topic = "reports" });
        Assert.Equal("2024: 10 pages for ada", await client.CallAsync<string>(new RpcContext { ["user"] = "ada" }, "build_report", new { year = 2024 }));

        // <exact-names>
        string file = await client.CallAsync<string>("reportFile", new Dictionary<string, object> { ["reportYear"] = 2024, ["number"] = 7 });
        // </exact-names>
        Assert.Equal("2024.7", file);
        var admin = client.With(@namespace: "admin", version: "2.1");
        Assert.Equal(0, await admin.CallAsync<int>("purge"));
        await Assert.ThrowsAsync<MethodNotFoundException>(() => admin.CallAsync<int>("help_others"));

        // <stop>
        await server.StopAsync();       // or let `await using` do it
        // </stop>
    }

    [Fact]
    public async Task Options()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());

        // <server-options>
        var options = new RpcServerOptions
        {
            Dispatch = DispatchPolicy.Concurrent(16),
            DrainTimeout = TimeSpan.FromSeconds(10),
            RedeliverFailedCasts = true,
            MaxDeliveries = 3,
            HideUndeclaredFailures = true,
        };
        await using var server = new RpcServer(transport, new Target { Topic = "reports", Server = "node-1" }, options, new Reports());
        // </server-options>
        await server.StartAsync();

        // <dispatch>
        options.Dispatch = DispatchPolicy.Concurrent(64);       // the default: up to 64 at a time, in no order
        options.Dispatch = DispatchPolicy.Ordered();            // one at a time, in order of arrival
        options.Dispatch = DispatchPolicy.OrderedBy(            // in order per account, accounts in parallel
            context => context["account"].GetString(), lanes: 16);
        options.Dispatch = DispatchPolicy.DedicatedThread();    // one at a time, always on the same thread
        // </dispatch>
    }

    [Fact]
    public async Task Generated_tables()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());

        // <generated-endpoint>
        await using var server = RpcServer.Create(
            transport, new Target { Topic = "reports", Server = "node-1" }, [RpcEndpoint.For(new ReportAdmin())]);
        // </generated-endpoint>

        await server.StartAsync();
        var client = new RpcClient(transport, new Target { Topic = "reports", Namespace = "admin", Version = "2.0" });
        Assert.Equal(0, await client.CallAsync<int>("purge"));
        await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync("help_others"));
    }

    [Fact]
    public async Task Endpoints_by_hand()
    {
        await using var transport = await Transport.OpenAsync(Place.NewUrl());

        // <by-hand>
        var add = RpcMethod.Create(
            "add",
            [new RpcParameter("a", typeof(int)), new RpcParameter("b", typeof(int), isOptional: true)],
            call => ValueTask.FromResult(call.Argument<int>("a") + call.Argument("b", or: 1)));

        await using var server = RpcServer.Create(
            transport, new Target { Topic = "calc", Server = "node-1" }, [new RpcEndpoint([add], version: "1.0")]);
        // </by-hand>

        await server.StartAsync();
        Assert.Equal(3, await new RpcClient(transport, new Target { Topic = "calc" }).CallAsync<int>("add", new { a = 2 }));
    }

    [Fact]
    public async Task Detached_replies()
    {
        await using var place = await Place.OpenAsync(new Printer());
        Assert.Equal("printed a.pdf", await place.Client.With(timeout: Soon).CallAsync<string>("print", new { file = "a.pdf" }));
    }

    [Fact]
    public async Task A_call_that_was_answered_cannot_be_detached()
    {
        var keeper = new Keeper();
        await using var place = await Place.OpenAsync(keeper);
        Assert.Equal("kept", await place.Client.CallAsync<string>("keep"));
        Assert.Throws<InvalidOperationException>(() => keeper.Kept!.Detach());
    }

    [Fact]
    public async Task Redelivery()
    {
        var ledger = new Ledger();
        await using var place = await Place.OpenAsync(ledger, new RpcServerOptions { RedeliverFailedCasts = true });
        await place.Client.CastAsync("book", new { amount = 5 });
        await ledger.Booked.Task.WaitAsync(Soon);
        Assert.Equal(2, ledger.Attempts);
    }

    public sealed class Keeper
    {
        public RpcContext? Kept { get; private set; }

        public string Keep(RpcContext context)
        {
            Kept = context;
            return "kept";
        }
    }
}
