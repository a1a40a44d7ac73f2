using System.Diagnostics;

namespace Messaging.DocsExamples.Examples;

public sealed class Calling
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Call()
    {
        await using var place = await Place.OpenAsync(new Inventory());
        var transport = place.Transport;

        // <call>
        var client = new RpcClient(transport, new Target { Topic = "inventory", Version = "1.0" });
        Item item = await client.CallAsync<Item>("find", new { name = "bolt" });
        // </call>
        Assert.Equal("bolt", item.Name);

        // <arguments>
        await client.CallAsync<Item>("find", new { name = "bolt" });                                      // an object: its properties
        await client.CallAsync<Item>("find", new Dictionary<string, object> { ["name"] = "bolt" });       // a dictionary: its keys
        await client.CallAsync<Item>("find", new Query("bolt"));                                          // a type of your own
        await client.CallAsync<int>("count");                                                             // no arguments
        // </arguments>

        // <untyped>
        RpcValue found = await client.CallAsync("find", new { name = "bolt" });
        string? name = found["name"].GetString();               // "bolt"
        int stock = found["stock"].GetInt32(or: -1);            // 12; -1 when it is missing or not an int
        bool absent = found["price"]["currency"].IsMissing;     // true: no exception, however deep
        Item typed = found.As<Item>()!;
        // </untyped>
        Assert.Equal(("bolt", 12, true), (name, stock, absent));
        Assert.Equal(12, typed.Stock);

        // <many>
        string[] names = ["bolt", "nut", "washer"];
        Item[] items = await Task.WhenAll(names.Select(n => client.CallAsync<Item>("find", new { name = n })));
        // </many>
        Assert.Equal(names, items.Select(i => i.Name));
    }

    [Fact]
    public async Task Cast()
    {
        var inventory = new Inventory();
        await using var place = await Place.OpenAsync(inventory);
        var client = place.Client;

        // <cast>
        await client.CastAsync("restock", new { name = "bolt", amount = 100 });           // completes when the broker has the message
        client.Cast("restock", new { name = "nut", amount = 50 });                        // returns at once; sent in the background
        await client.With(fanout: true).CastAsync("forget_prices");                       // every server of the topic
        // </cast>

        await inventory.Restocked.Task.WaitAsync(Soon);
    }

    [Fact]
    public async Task With()
    {
        await using var place = await Place.OpenAsync(new Inventory());
        var client = place.Client;

        // <with>
        var patient = client.With(timeout: TimeSpan.FromMinutes(5));
        var one = client.With(server: "store-1");
        var admin = client.With(@namespace: "admin", version: "2.1");

        // With keeps every part that is not given, so it cannot remove one. A target can:
        var any = new RpcClient(place.Transport, one.Target with { Server = null });
        // </with>
        Assert.Equal("admin", admin.Target.Namespace);
        Assert.Equal(2, await patient.CallAsync<int>("count"));
        Assert.Null(any.Target.Server);
    }

    [Fact]
    public async Task Context()
    {
        await using var place = await Place.OpenAsync(new Inventory());
        var client = place.Client;

        // <context>
        var context = new RpcContext { ["user"] = "zoë", ["request_id"] = "req-7", ["roles"] = RpcValue.Parse("""["admin"]""") };
        await client.CallAsync<int>(context, "count");                          // with this call

        var asZoë = client.With(context: context);                              // with each call and cast of this client
        await asZoë.CallAsync<int>("count");

        var asAnother = context.With("user", "ada");                            // a copy: contexts are immutable
        // </context>
        Assert.Equal("ada", asAnother["user"].GetString());
    }

    [Fact]
    public async Task Cancellation()
    {
        await using var place = await Place.OpenAsync(new Inventory());
        var client = place.Client;

        // <cancel>
        using var stop = new CancellationTokenSource();
        var audit = client.CallAsync<int>("audit", new { minutes = 30 }, stop.Token);

        await stop.CancelAsync();
        try
        {
            await audit;
        }
        catch (OperationCanceledException)
        {
            // Thrown at once, whatever the server does. The server is told, and the method's token fires.
        }
        // </cancel>
        Assert.True(audit.IsCanceled);
    }

    [Fact]
    public async Task Timeouts()
    {
        await using var place = await Place.OpenAsync(new Inventory());
        var client = place.Client;
        var started = Stopwatch.GetTimestamp();

        // <timeout>
        try
        {
            await client.With(timeout: TimeSpan.FromMilliseconds(200)).CallAsync<int>("audit", new { minutes = 30 });
        }
        catch (CallTimeoutException e)
        {
            Console.WriteLine(e.Message);       // No reply from 'audit' on topic 'inventory', version '1.0' within 0.2 s. ...
            Console.WriteLine(e.Diagnosis);     // what the driver knows: listeners, waiting messages
        }
        // </timeout>
        Assert.True(Stopwatch.GetElapsedTime(started) < Soon);
    }

    [Fact]
    public async Task Monitoring()
    {
        await using var place = await Place.OpenAsync(new Inventory());

        // <monitor>
        var client = new RpcClient(place.Transport, new Target { Topic = "inventory" }, new RpcClientOptions
        {
            Timeout = TimeSpan.FromHours(1),                    // the work may take this long
            CallMonitorTimeout = TimeSpan.FromSeconds(30),      // but a server that is silent for this long is considered dead
        });
        // </monitor>
        Assert.Equal(2, await client.CallAsync<int>("count"));
    }

    [Fact]
    public async Task Idempotent()
    {
        await using var place = await Place.OpenAsync(new Inventory());
        var client = place.Client;

        // <idempotent>
        int count = await client.With(idempotent: true).CallAsync<int>("count");
        // </idempotent>
        Assert.Equal(2, count);
    }

    [Fact]
    public async Task Version_caps()
    {
        await using var place = await Place.OpenAsync(new Inventory());

        // <version-cap>
        var client = new RpcClient(place.Transport, new Target { Topic = "inventory" }, new RpcClientOptions { VersionCap = "1.3" });

        if (client.CanSendVersion("1.4"))
        {
            await client.With(version: "1.4").CallAsync<int>("count_by_colour", new { colour = "red" });
        }
        else
        {
            await client.With(version: "1.0").CallAsync<int>("count");
        }
        // </version-cap>
        await Assert.ThrowsAsync<RpcVersionCapException>(() => client.With(version: "1.4").CallAsync<int>("count"));
    }

    [Fact]
    public async Task Nested_calls_inherit_the_budget()
    {
        await using var place = await Place.OpenAsync(new Inventory());
        var shop = new Shop(place.Transport);
        await using var server = new RpcServer(place.Transport, new Target { Topic = "shop", Server = "shop-1" }, shop);
        await server.StartAsync();

        var client = new RpcClient(place.Transport, new Target { Topic = "shop" });
        Assert.InRange(await client.With(timeout: Soon).CallAsync<double>("order", new { name = "bolt" }), 0.0001, Soon.TotalSeconds);
    }
}

// <nested>
public sealed class Shop(Transport transport)
{
    private readonly RpcClient _inventory = new(transport, new Target { Topic = "inventory" });     // 60 s per call by default

    public async Task<double> OrderAsync(string name, RpcContext context)
    {
        // The caller gave us a time limit. This call gets what is left of it, if that is less than its own timeout.
        await _inventory.CallAsync<Item>(context, "find", new { name });
        return context.TimeLeft!.Value.TotalSeconds;
    }
}
// </nested>
