using Messaging.Core.Tests.Urls;
using Messaging.Drivers;
using Messaging.TestKit;

namespace Messaging.Core.Tests.Drivers.Options;

/// <summary>What becomes of the options of a URL before a driver sees it.</summary>
public sealed class UrlOptionTests : IDisposable
{
    private readonly LogCapture _log = new();
    private readonly SeenFactory _factory = new();

    [Fact]
    public async Task Options_of_the_transport_win_over_code_and_are_not_for_the_driver()
    {
        await using var transport = Create(
            "seen://h/?rpc_response_timeout=2.5&control_exchange=nova&rpc_thread_pool_size=3&rpc_ping_enabled=on&ssl=1",
            new TransportOptions { CallTimeout = TimeSpan.FromSeconds(9), ServerConcurrency = 9, ControlExchange = "nine" });
        Assert.Equal(TimeSpan.FromSeconds(2.5), transport.CallTimeout);
        Assert.Equal(3, transport.ServerConcurrency);
        Assert.True(transport.PingServers);
        Assert.Equal("nova", _factory.Context!.ControlExchange);
        Assert.Equal(["ssl"], _factory.Url!.Query.Keys);
    }

    [Fact]
    public async Task Older_names_become_the_present_ones()
    {
        await using var transport = Create("seen://h/?rabbit_use_ssl=true&kombu_ssl_ca_certs=/ca.pem&colour=red");
        Assert.Equal(["ssl", "ssl_ca_file", "colour"], _factory.Url!.Query.Keys);
        Assert.Equal("seen://h/?rabbit_use_ssl=true&kombu_ssl_ca_certs=%2Fca.pem&colour=red", transport.Url.ToString());
        Assert.Empty(_log.Entries);
    }

    [Fact]
    public async Task An_option_of_no_effect_is_taken_out_and_said_once_unless_it_says_what_is_so_anyway()
    {
        await using var transport = Create(
            "seen://h/?conn_pool_ttl=60&heartbeat_in_pthread=no&kombu_reconnect_splay=0&rabbit_retry_backoff=2&ssl_enforce_fips_mode=off");
        Assert.Empty(_factory.Url!.Query);
        Assert.Equal(2, _log.Entries.Count);
        var pool = Assert.Single(_log.Entries, e => e.Message.Contains("'conn_pool_ttl'", StringComparison.Ordinal));
        Assert.Equal(1101, pool.EventId.Id);
        Assert.Contains("it stays open", pool.Message, StringComparison.Ordinal);
        Assert.Single(_log.Entries, e => e.Message.Contains("'rabbit_retry_backoff'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rabbit_use_ssl=1&ssl=1", "'rabbit_use_ssl' and 'ssl'")]
    [InlineData("rpc_response_timeout=soon", "'rpc_response_timeout' of the transport URL must be a number of seconds above 0")]
    [InlineData("rpc_response_timeout=0", "got '0'")]
    [InlineData("executor_thread_pool_size=0", "a whole number from 1 to 60000, got '0'")]
    [InlineData("conn_pool_ttl=long", "'conn_pool_ttl'")]
    public void What_cannot_be_read_is_an_error_that_says_what_to_write(string query, string expected)
    {
        var error = Assert.Throws<InvalidTransportUrlException>(() => Create("seen://h/?" + query));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory://x/?rpc_respons_timeout=3", "Did you mean rpc_response_timeout?")]
    [InlineData("memory://x/?rabbit_quorum_queue=1", "no option 'rabbit_quorum_queue'")]
    [InlineData("memory://x/?transport_url=1", "no option 'transport_url'")]
    public void An_option_that_nobody_knows_is_an_error_that_names_the_nearest(string url, string expected)
    {
        var error = Assert.Throws<InvalidTransportUrlException>(() => Transport.Create(url, new TransportOptions()));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_added_where_the_url_says_nothing_under_any_name()
    {
        var url = TransportUrl.Parse("rabbit://h/v?rabbit_use_ssl=0&colour=red").WithDefaults(
            [new("ssl", "1"), new("colour", "blue"), new("rabbit_ha_queues", "1")], RabbitOptionNames.Section);
        Assert.Equal("rabbit://h/v?rabbit_use_ssl=0&colour=red&rabbit_ha_queues=1", url.ToString());
    }

    [Theory]
    [InlineData("off", null, false)]
    [InlineData("off", true, true)]
    [InlineData("on", null, true)]
    [InlineData("on", false, false)]
    public async Task A_server_pings_as_its_own_options_say_and_else_as_the_transports_do(string transports, bool? own, bool answers)
    {
        await using var transport = Transport.Create(
            $"memory://{Guid.NewGuid():N}/?rpc_ping_enabled={transports}", new TransportOptions());
        await using var server = new RpcServer(
            transport, new Target { Topic = "t", Server = "s" }, new RpcServerOptions { Ping = own }, new Ponger());
        await server.StartAsync(TestContext.Current.CancellationToken);
        var call = new RpcClient(transport, new Target { Topic = "t" })
            .CallAsync<string>(null, "oslo_rpc_server_ping", null, TestContext.Current.CancellationToken);
        if (answers)
        {
            Assert.Equal("pong", await call);
        }
        else
        {
            await Assert.ThrowsAsync<MethodNotFoundException>(() => call);
        }
    }

    public void Dispose() => _log.Dispose();

    private Transport Create(string url, TransportOptions? options = null)
    {
        var registry = new DriverRegistry();
        registry.Register(_factory);
        options ??= new TransportOptions();
        options.Drivers = registry;
        options.LoggerFactory = _log;
        return Transport.Create(url, options);
    }

    private sealed class Ponger
    {
        public int Add(int a, int b) => a + b;
    }

    /// <summary>A driver that takes the options of RabbitMQ's, and is never used.</summary>
    private sealed class SeenFactory : IDriverFactory
    {
        public TransportUrl? Url { get; private set; }

        public DriverContext? Context { get; private set; }

        public IReadOnlyList<string> Schemes { get; } = ["seen"];

        public OsloSection? Oslo => RabbitOptionNames.Section;

        public IDriver Create(TransportUrl url, DriverContext context)
        {
            (Url, Context) = (url, context);
            return new DriverRegistry().Find(TransportUrl.Parse("memory://seen")).Create(TransportUrl.Parse("memory://seen"), context);
        }
    }
}
