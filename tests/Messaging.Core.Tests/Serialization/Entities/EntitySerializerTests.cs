using Messaging.Drivers;
using Messaging.TestKit;

namespace Messaging.Core.Tests.Serialization.Entities;

/// <summary>What an <see cref="EntitySerializer"/> sees and changes on a client, a server, a notifier and a listener.</summary>
public sealed class EntitySerializerTests : IAsyncLifetime
{
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);
    private readonly Wrapping _client = new("client");
    private readonly Wrapping _server = new("server");
    private readonly Journal<string> _seen = new();
    private Transport _transport = null!;
    private RpcServer _served = null!;

    private static RpcContext Zoe => new() { ["user"] = "zoë" };

    public async ValueTask InitializeAsync()
    {
        _transport = await Transport.OpenAsync(
            $"memory://{Guid.NewGuid():N}", new TransportOptions { Drivers = new DriverRegistry(), LoggerFactory = _log });
        _served = new RpcServer(
            _transport, new Target { Topic = "t", Server = "s" }, new RpcServerOptions { EntitySerializer = _server }, new Endpoint(_seen));
        await _served.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        await _transport.DisposeAsync();
        _log.VerifyNoErrors();
        _log.Dispose();
    }

    [Fact]
    public async Task Each_argument_the_result_and_the_context_go_through_both_sides()
    {
        Assert.Equal("zoë: 3 [1,2]", await Client().CallAsync<string>(Zoe, "tell", new { Number = 3, items = new[] { 1, 2 } }));

        Assert.Equal(["out 3 for zoë", "out [1,2] for zoë", "context out", "in zoë: 3 [1,2] for zoë"], _client.Asked);
        Assert.Equal(["context in", "in 3 for zoë", "in [1,2] for zoë", "out zoë: 3 [1,2] for zoë"], _server.Asked);
    }

    [Fact]
    public async Task What_travels_is_what_it_makes_of_it()
    {
        var plain = new RpcClient(_transport, new Target { Topic = "t" });
        var signed = new RpcContext { ["signed"] = true, ["sealed_user"] = "zoë" };

        var result = await plain.CallAsync(signed, "tell", new { number = RpcValue.Parse("""{"wrapped": 3}"""), items = RpcValue.Parse("""{"wrapped": []}""") });

        Assert.Equal("server", result["by"].GetString());
        Assert.Equal("zoë: 3 []", result["wrapped"].GetString());
    }

    [Fact]
    public async Task Null_missing_results_and_arguments_left_out_are_handled()
    {
        var client = Client();

        Assert.Null(await client.CallAsync<string>(null, "nothing"));
        Assert.True((await client.CallAsync(null, "nothing")).IsNull);
        Assert.Equal("none", await client.CallAsync<string>(null, "optional"));
        Assert.Equal("none", await client.CallAsync<string>(null, "optional", new Dictionary<string, string?> { ["text"] = null }));
        Assert.Equal("a=1 b=x", await client.CallAsync<string>(null, "extra", new Dictionary<string, object> { ["a"] = 1, ["b"] = "x" }));
        await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync<int>(null, "nothing"));
        Assert.Equal(new[] { 1, 2 }, await client.CallAsync<int[]>(null, "list"));
        Assert.Equal(7.5, await client.CallAsync<double>(null, "later"));
    }

    [Fact]
    public async Task Casts_with_and_without_waiting_go_through_it()
    {
        var client = Client();

        await client.CastAsync(Zoe, "note", new { text = "one" });
        await _seen.WaitForAsync(seen => seen == "zoë notes one", "the first cast");
        var arguments = new Dictionary<string, string> { ["text"] = "two" };
        client.Cast(Zoe, "note", arguments);
        arguments["text"] = "three";
        await _seen.WaitForAsync(seen => seen == "zoë notes two", "the second cast");
    }

    [Fact]
    public async Task What_the_server_s_throws_is_the_failure_of_the_method_which_does_not_run()
    {
        _log.Expect("MethodFailed");
        var plain = new RpcClient(_transport, new Target { Topic = "t" });

        var unsigned = await Assert.ThrowsAsync<RemoteException>(() => plain.CallAsync(Zoe, "list"));
        var unwrapped = await Assert.ThrowsAsync<RemoteException>(
            () => plain.CallAsync(new RpcContext { ["signed"] = true }, "note", new { text = "never" }));

        Assert.Equal(("UnauthorizedAccessException", "the context is not signed"), (unsigned.TypeName, unsigned.RemoteMessage));
        Assert.Equal(("FormatException", "never is not wrapped"), (unwrapped.TypeName, unwrapped.RemoteMessage));
        Assert.Empty(_seen.Entries);
    }

    [Fact]
    public async Task What_the_client_s_throws_comes_as_it_is_and_nothing_is_sent()
    {
        var client = new RpcClient(_transport, new Target { Topic = "t" }, new RpcClientOptions { EntitySerializer = new Failing() });

        await Assert.ThrowsAsync<FormatException>(() => client.CallAsync(null, "note", new { text = "never" }));
        await Assert.ThrowsAsync<FormatException>(() => client.CastAsync(null, "note", new { text = "never" }));
        Assert.Throws<FormatException>(() => client.Cast(null, "note", new { text = "never" }));
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task An_argument_that_becomes_another_type_is_refused_by_its_name()
    {
        var error = await Assert.ThrowsAsync<InvalidArgumentsException>(() => Client().CallAsync(null, "tell", new { number = "three", items = 1 }));

        Assert.Contains("'number'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Derived_clients_keep_it()
    {
        Assert.Equal(new[] { 1, 2 }, await Client().With(server: "s", timeout: TimeSpan.FromSeconds(30)).CallAsync<int[]>(null, "list"));
    }

    [Fact]
    public async Task One_that_changes_nothing_changes_nothing()
    {
        var nothing = new Nothing();
        await using var server = new RpcServer(
            _transport, new Target { Topic = "plain", Server = "s" }, new RpcServerOptions { EntitySerializer = nothing }, new Endpoint(_seen));
        await server.StartAsync();
        var client = new RpcClient(_transport, new Target { Topic = "plain" }, new RpcClientOptions { EntitySerializer = nothing });

        foreach (var json in new[] { "1.0", "NaN", "[1, -Infinity]", "null", "{\"a\": \"\\udc80\"}", "1208925819614629174706176", "\"é\"" })
        {
            Assert.Equal(RpcValue.Parse(json).ToString(), (await client.CallAsync(Zoe, "echo", new { value = RpcValue.Parse(json) })).ToString());
        }
    }

    [Fact]
    public async Task Notifications_go_through_both_sides_and_only_what_may_be_sent_of_the_context()
    {
        var received = new Journal<string>();
        await using var listener = new NotificationListener(
            _transport, [new Target { Topic = "n" }], new NotificationListenerOptions { EntitySerializer = _server },
            NotificationEndpoint.FromObject(new Listener(received), new NotificationFilter(
                context: new Dictionary<string, string> { ["user"] = "zoë" }, payload: new Dictionary<string, string> { ["kind"] = "wanted" })));
        await listener.StartAsync();
        var notifier = new Notifier(_transport, new NotifierOptions
        {
            Topics = ["n"], EntitySerializer = _client, ContextKeys = ["user", "signed"], ThrowOnFailure = true,
        });

        await notifier.InfoAsync(Zoe.With("secret", "s"), "e", new { kind = "other" });
        await notifier.With("p").InfoAsync(Zoe.With("secret", "s"), "e", new { kind = "wanted" });

        Assert.Equal("zoë, wanted", await received.WaitForAsync(_ => true, "a notification"));
        Assert.Single(received.Entries);
        Assert.Equal(["out {\"kind\":\"other\"} for zoë", "context out", "out {\"kind\":\"wanted\"} for zoë", "context out"], _client.Asked);
    }

    [Fact]
    public async Task A_notification_that_cannot_be_changed_is_logged_or_thrown_as_the_notifier_says()
    {
        _log.Expect("NotificationFailed");
        var options = new NotifierOptions { Topics = ["n"], EntitySerializer = new Failing() };

        await new Notifier(_transport, options).InfoAsync(null, "e", 1);
        await _log.WaitForAsync("NotificationFailed");
        options.ThrowOnFailure = true;
        await Assert.ThrowsAsync<FormatException>(() => new Notifier(_transport, options).InfoAsync(null, "e", 1));
    }

    private RpcClient Client() => new(_transport, new Target { Topic = "t" }, new RpcClientOptions { EntitySerializer = _client });

    public sealed class Endpoint(Journal<string> seen)
    {
        public string Tell(RpcContext context, int number, RpcValue items) => $"{context["user"]}: {number} {items}";

        public void Nothing()
        {
        }

        public string Optional(string? text = null) => text ?? "none";

        public string Extra([RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> all) => string.Join(' ', all.Select(pair => $"{pair.Key}={pair.Value}"));

        public IReadOnlyList<int> List() => [1, 2];

        public async Task LaterAsync(RpcContext context)
        {
            await using var reply = context.Detach();
            await Task.Yield();
            await reply.ReplyAsync(7.5);
        }

        public void Note(RpcContext context, string text) => seen.Add($"{context["user"]} notes {text}");

        public RpcValue Echo(RpcValue value) => value;
    }

    public sealed class Listener(Journal<string> received)
    {
        public void Info(RpcContext context, Payload payload) => received.Add($"{context["user"]}, {payload.Kind}");
    }

    public sealed record Payload(string Kind);

    private sealed class Nothing : EntitySerializer;

    private sealed class Failing : EntitySerializer
    {
        public override RpcValue SerializeEntity(RpcContext context, RpcValue entity) => throw new FormatException("no");
    }
}
