using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Tests.Configuring;

public sealed class ConfigurationErrorTests
{
    [Theory]
    [InlineData("CalTimeout", "00:00:01", "Messaging:CalTimeout is not a setting. Did you mean CallTimeout?")]
    [InlineData("server:calc:Topic", "x", "Messaging:server is not a setting. Did you mean Servers?")]
    [InlineData(
        "Password",
        "geheim",
        "Messaging:Password is not a setting. Known: CallTimeout, CastQueueCapacity, Clients, ConnectTimeout, ControlExchange, Listeners, MaxMessageSize, Notifications, PingServers, ServerConcurrency, Servers, StartWithoutBroker, Url.")]
    [InlineData("Servers:clac:Topic", "x", "Messaging:Servers:clac has settings for a name that no AddServer has. Did you mean calc?")]
    [InlineData("Servers:elephants:Topic", "x", "Messaging:Servers:elephants has settings for a name that no AddServer has. Known: calc.")]
    [InlineData("Servers:calc:Concurency", "3", "Messaging:Servers:calc:Concurency is not a setting. Did you mean Concurrency?")]
    [InlineData("Servers", "calc", "Messaging:Servers is 'calc', but it holds a section for each name of AddServer.")]
    [InlineData("Clients:sumz:Topic", "x", "Messaging:Clients:sumz has settings for a name that no AddClient has. Did you mean sums?")]
    [InlineData("Clients:sums:Fanout", "true", "Messaging:Clients:sums:Fanout is not a setting. Known: CallMonitorTimeout, Exchange, Idempotent, Namespace, Server, Timeout, Topic, Version, VersionCap.")]
    [InlineData("Notifications:Topics", "x", "Messaging:Notifications has settings for a notifier, but no AddNotifier was called. It is in the package Messaging.Notifications.")]
    [InlineData("Listeners:l:Topics", "x", "Messaging:Listeners has settings for notification listeners, but no AddNotificationListener was called. It is in the package Messaging.Notifications.")]
    [InlineData("CallTimeout", "soon", "Messaging:CallTimeout is 'soon'. Write hours:minutes:seconds, such as 00:00:30 for half a minute.")]
    [InlineData("CallTimeout", "10", "Messaging:CallTimeout is '10'. Write hours:minutes:seconds, such as 00:00:30 for half a minute.")]
    [InlineData("MaxMessageSize", "1 MB", "Messaging:MaxMessageSize is '1 MB'. Write a whole number.")]
    [InlineData("StartWithoutBroker", "yes", "Messaging:StartWithoutBroker is 'yes'. Write true or false.")]
    [InlineData("Servers:calc:AcknowledgeCasts", "Never", "Messaging:Servers:calc:AcknowledgeCasts is 'Never'. Write Default, WhenTaken, WhenDone.")]
    [InlineData("Servers:calc:Concurrency", "", "Messaging:Servers:calc:Concurrency is ''. Write a whole number.")]
    [InlineData("CallTimeout:Seconds", "3", "Messaging:CallTimeout is a section, but it takes a value. Write hours:minutes:seconds, such as 00:00:30 for half a minute.")]
    public async Task A_key_or_value_that_cannot_be_read_fails_the_start(string key, string value, string message) =>
        Assert.Equal([message], await FailAsync(("Url", "memory://x"), (key, value)));

    [Theory]
    [InlineData("CallTimeout", "-00:00:01", "Messaging:CallTimeout is -00:00:01. Write more than zero and at most 24 days, as hours:minutes:seconds.")]
    [InlineData("ConnectTimeout", "25.00:00:00", "Messaging:ConnectTimeout is 25.00:00:00. Write more than zero and at most 24 days, as hours:minutes:seconds.")]
    [InlineData("MaxMessageSize", "100", "Messaging:MaxMessageSize is 100. Write at least 1,024.")]
    [InlineData("CastQueueCapacity", "0", "Messaging:CastQueueCapacity is 0. Write at least 1.")]
    [InlineData("ControlExchange", "", "Messaging:ControlExchange cannot be used. The target's exchange is empty. Leave it null, or give it a name.")]
    [InlineData("Servers:calc:Topics", " , ", "Messaging:Servers:calc:Topics is empty. Write topics, separated by commas.")]
    [InlineData("Servers:calc:Topics", "a,b,a", "Messaging:Servers:calc:Topics is 'a,b,a', which has a topic twice. Write each once.")]
    [InlineData("Servers:calc:Topics", "a,#", "Messaging:Servers:calc:Topics cannot be used. The target's topic '#' holds the wildcard '#', which would match other names. Use a plain name.")]
    [InlineData("Servers:calc:Concurrency", "0", "Messaging:Servers:calc:Concurrency is 0. Write a number from 1 to 60,000.")]
    [InlineData("Servers:calc:Prefetch", "70000", "Messaging:Servers:calc:Prefetch is 70000. Write a number from 1 to 65,535.")]
    [InlineData("Servers:calc:MaxWaitingCalls", "-1", "Messaging:Servers:calc:MaxWaitingCalls is -1. Write a number from 0 to 5,000.")]
    [InlineData("Servers:calc:MaxDeliveries", "0", "Messaging:Servers:calc:MaxDeliveries is 0. Write at least 1.")]
    [InlineData("Servers:calc:DrainTimeout", "00:00:00", "Messaging:Servers:calc:DrainTimeout is 00:00:00. Write more than zero and at most 24 days, as hours:minutes:seconds.")]
    [InlineData(
        "Servers:calc:Topic",
        "a.#",
        "Messaging:Servers:calc:Topic cannot be used. The target's topic 'a.#' holds the wildcard '#', which would match other names. Use a plain name.")]
    [InlineData("Clients:sums:Version", "new", "Messaging:Clients:sums:Version cannot be used. The target's version 'new' is not a version. Write major.minor, such as 1.4.")]
    [InlineData("Clients:sums:VersionCap", "x", "Messaging:Clients:sums:VersionCap cannot be used. The target's version 'x' is not a version. Write major.minor, such as 1.4.")]
    [InlineData("Clients:sums:Timeout", "00:00:00", "Messaging:Clients:sums:Timeout is 00:00:00. Write more than zero and at most 24 days, as hours:minutes:seconds.")]
    [InlineData("Clients:sums:CallMonitorTimeout", "00:00:01", "Messaging:Clients:sums:CallMonitorTimeout is 00:00:01. Write at least 00:00:02.")]
    public async Task A_value_out_of_its_range_fails_the_start(string key, string value, string message) =>
        Assert.Equal([message], await FailAsync(("Url", "memory://x"), (key, value)));

    [Fact]
    public async Task A_missing_url_fails_the_start() =>
        Assert.Equal(
            ["Messaging:Url is not set. Write the URL of the broker, such as rabbit://user:password@host:5672/ or memory://name."],
            await FailAsync());

    [Fact]
    public async Task A_malformed_url_fails_the_start_without_showing_its_password()
    {
        var failure = Assert.Single(await FailAsync(("Url", "rabbit://guest:ge/heim@localhost/")));

        Assert.StartsWith("Messaging:Url cannot be read. ", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("heim", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_failure_is_told_at_once() =>
        Assert.Equal(
            ["Messaging:CalTimeout is not a setting. Did you mean CallTimeout?", "Messaging:MaxMessageSize is 'x'. Write a whole number."],
            await FailAsync(("Url", "memory://x"), ("CalTimeout", "1"), ("MaxMessageSize", "x")));

    [Fact]
    public async Task A_section_of_another_name_is_named_in_errors()
    {
        var section = TestHost.Configuration(("App:Bus:Url", "memory://x"), ("App:Bus:MaxMessageSize", "1")).GetSection("App:Bus");
        using var host = TestHost.Build(new LogCapture(), services => services.AddMessaging(section));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal("App:Bus:MaxMessageSize is 1. Write at least 1,024.", error.Message);
    }

    [Fact]
    public async Task Concurrency_and_a_dispatch_policy_exclude_each_other()
    {
        using var host = TestHost.Build(new LogCapture(), services => services
            .AddMessaging(TestHost.Section(("Url", "memory://x"), ("Servers:calc:Concurrency", "8")))
            .AddServer("calc", server => server.AddEndpoint<Calculator>().UseDispatch(DispatchPolicy.Ordered())));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal("Messaging:Servers:calc:Concurrency is 8, but the dispatch policy in code says how many methods run at a time. Remove one of them.", error.Message);
    }

    private static async Task<IEnumerable<string>> FailAsync(params (string Key, string? Value)[] values)
    {
        using var host = TestHost.Build(new LogCapture(), services => services
            .AddMessaging(TestHost.Section(values))
            .AddServer("calc", server => server.AddEndpoint<Calculator>())
            .AddClient("sums"));
        return (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())).Failures;
    }
}
