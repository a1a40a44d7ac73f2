using System.Globalization;
using System.Reflection;
using System.Security.Authentication;
using Messaging.Drivers.Rabbit;
using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Hosting.Tests.Configuring;

/// <summary>The options of the RabbitMQ driver stand in the configuration, and nobody has to bind them.</summary>
public sealed class RabbitSectionTests
{
    [Fact]
    public void Every_option_but_code_can_stand_in_the_section()
    {
        var options = Leaves(typeof(RabbitOptions), []).Where(path => path[^1].PropertyType.BaseType != typeof(MulticastDelegate)).ToList();

        var read = Read([.. options.Select(path => (Key(path), (string?)Convert.ToString(Other(path), CultureInfo.InvariantCulture)))]);

        Assert.True(options.Count > 40);
        Assert.All(options, path => Assert.Equal((Key(path), Other(path)), (Key(path), Get(path, read))));
    }

    [Fact]
    public void Upper_and_lower_case_are_the_same_and_null_sets_nothing() =>
        Assert.Equal(("ca.pem", TimeSpan.FromSeconds(60), SslProtocols.Tls12 | SslProtocols.Tls13), Read(
            ("RABBIT:TLS:CAFILE", "ca.pem"), ("Rabbit:Heartbeat", null), ("Rabbit:tls:protocols", "tls13, Tls12")) switch
        {
            var read => (read.Tls.CaFile, read.Heartbeat, read.Tls.Protocols),
        });

    [Fact]
    public void Code_comes_after_the_section_and_what_comes_last_after_both()
    {
        var services = new ServiceCollection();
        services.PostConfigure<RabbitOptions>(rabbit => rabbit.ConnectionName += " last");
        services.AddMessaging(TestHost.Section(("Url", "rabbit://h/"), ("Rabbit:ConnectionName", "section"), ("Rabbit:PublishChannels", "3")))
            .AddRabbit(rabbit => rabbit.ConnectionName += " code")
            .AddRabbit(rabbit => rabbit.ConnectionName += " again");
        using var provider = services.BuildServiceProvider();

        var read = provider.GetRequiredService<IOptions<RabbitOptions>>().Value;

        Assert.Equal(("section code again last", 3), (read.ConnectionName, read.PublishChannels));
    }

    [Fact]
    public void The_last_call_that_brings_a_section_wins()
    {
        var services = new ServiceCollection();
        services.AddMessaging(TestHost.Section(("Url", "rabbit://h/"), ("Rabbit:ConnectionName", "first"), ("Rabbit:PublishChannels", "3")));
        services.AddMessaging("rabbit://h/").AddRabbit();
        services.AddMessaging(TestHost.Section(("Rabbit:ConnectionName", "second")));
        using var provider = services.BuildServiceProvider();

        var read = provider.GetRequiredService<IOptions<RabbitOptions>>().Value;

        Assert.Equal(("second", 3), (read.ConnectionName, read.PublishChannels));
    }

    [Theory]
    [InlineData("Rabbit:Tls:CaFil", "x", "Messaging:Rabbit:Tls:CaFil is not a setting. Did you mean CaFile?")]
    [InlineData("Rabbit:TlsCaFile", "x", "Messaging:Rabbit:TlsCaFile is not a setting. Did you mean Tls:CaFile?")]
    [InlineData("Rabbit:WatchInterval", "x", "Messaging:Rabbit:WatchInterval is not a setting. Did you mean Recovery:WatchInterval?")]
    [InlineData("Rabbit:Credentials", "x", "Messaging:Rabbit:Credentials is not a setting. Known: Compress, ConfirmEach, ConnectionName, DeadLetters, Heartbeat, Login, Mandatory, MaxCompressionRatio, MemoryBudget, OnlyReplyQueues, Oslo, PrefetchCount, PublishChannels, Queues, Recovery, SendUserId, Tls.")]
    [InlineData("Rabbit:Oslo:Zebra", "x", "Messaging:Rabbit:Oslo:Zebra is not a setting. Known: HostName, MirroredQueues, ProcessName, StableQueueNames.")]
    [InlineData("Rabbit:Tls", "true", "Messaging:Rabbit:Tls is 'true', but it is a section, of CaFile, CertFile, Enabled, KeyFile, Protocols, ServerName, VerifyHostName.")]
    [InlineData("Rabbit:Heartbeat:Seconds", "3", "Messaging:Rabbit:Heartbeat is a section, but it takes a value.")]
    [InlineData("Rabbit:Heartbeat", "30", "Messaging:Rabbit:Heartbeat is '30'. Write hours:minutes:seconds, such as 00:00:30 for half a minute.")]
    [InlineData("Rabbit:Queues:Durable", "yes", "Messaging:Rabbit:Queues:Durable is 'yes'. Write true or false.")]
    [InlineData("Rabbit:DeadLetters:MaxBytes", "1 GB", "Messaging:Rabbit:DeadLetters:MaxBytes is '1 GB'. Write a whole number.")]
    [InlineData("Rabbit:Login", "Kerberos", "Messaging:Rabbit:Login is 'Kerberos'. Write Password, Certificate.")]
    [InlineData("Rabbit:Login", "1", "Messaging:Rabbit:Login is '1'. Write Password, Certificate.")]
    [InlineData("Rabbit:Tls:Protocols", "Tls13, Ssl3", "Messaging:Rabbit:Tls:Protocols is 'Tls13, Ssl3'. Write None, Tls12, Tls13.")]
    [InlineData("Rabbit:Tls:CaFile", "", "Messaging:Rabbit:Tls:CaFile is ''. Write a text, or leave it out.")]
    [InlineData("Rabbit:PublishChannels", "0", "Messaging:Rabbit:PublishChannels is 0. Write a number from 1 to 2,047.")]
    [InlineData("Rabbit:Recovery:HostTimeout", "00:00:00", "Messaging:Rabbit:Recovery:HostTimeout is 00:00:00. Write more than zero.")]
    [InlineData("Rabbit", "x", "Messaging:Rabbit is 'x', but it holds the options of a driver.")]
    [InlineData("Rabit:PublishChannels", "3", "Messaging:Rabit is not a setting. Did you mean Rabbit?")]
    public async Task A_key_or_value_that_cannot_be_fails_the_start(string key, string value, string message) =>
        Assert.Equal([message], await FailAsync(("Url", "memory://x"), (key, value)));

    [Fact]
    public async Task Every_failure_is_told_at_once() =>
        Assert.Equal(
            ["Messaging:Rabbit:Compress is 'x'. Write true or false.", "Messaging:Rabbit:Queue is not a setting. Did you mean Queues?"],
            await FailAsync(("Url", "memory://x"), ("Rabbit:Queue", "1"), ("Rabbit:Compress", "x")));

    [Fact]
    public async Task What_is_wrong_with_messaging_and_with_the_driver_is_told_at_once() =>
        Assert.Equal(
            [
                "Messaging:CalTimeout is not a setting. Did you mean CallTimeout?",
                "Messaging:MaxMessageSize is 'x'. Write a whole number.",
                "Messaging:CastQueueCapacity is 0. Write at least 1.",
                "Messaging:Rabbit:Compress is 'x'. Write true or false.",
                "Messaging:Rabbit:Queue is not a setting. Did you mean Queues?",
                "Messaging:Rabbit:PublishChannels is 0. Write a number from 1 to 2,047.",
            ],
            await FailAsync(
                ("Url", "memory://x"), ("CalTimeout", "1"), ("MaxMessageSize", "x"), ("CastQueueCapacity", "0"), ("Rabbit:Queue", "1"), ("Rabbit:Compress", "x"), ("Rabbit:PublishChannels", "0")));

    [Fact]
    public async Task A_value_out_of_its_range_is_told_with_what_is_wrong_with_the_driver() =>
        Assert.Equal(
            ["Messaging:MaxMessageSize is 1. Write at least 1,024.", "Messaging:Rabbit:Queue is not a setting. Did you mean Queues?"],
            await FailAsync(("Url", "memory://x"), ("MaxMessageSize", "1"), ("Rabbit:Queue", "1")));

    [Fact]
    public async Task What_is_wrong_with_the_driver_is_told_once_where_there_are_several_transports()
    {
        using var host = TestHost.Build(new LogCapture(), services =>
        {
            services.AddMessaging(TestHost.Section(("Url", "memory://x"), ("Rabbit:Queue", "1")));
            services.AddKeyedMessaging("billing", "memory://y").AddRabbit();
        });

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal(["Messaging:Rabbit:Queue is not a setting. Did you mean Queues?"], error.Failures);
    }

    [Fact]
    public async Task The_options_of_a_driver_are_checked_where_every_transport_has_a_key()
    {
        using var host = TestHost.Build(
            new LogCapture(), services => services.AddKeyedMessaging("billing", "memory://y").AddRabbit(rabbit => rabbit.PublishChannels = 0));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("PublishChannels", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_sets_the_options_of_a_driver_may_ask_for_those_of_messaging()
    {
        using var host = TestHost.Build(new LogCapture(), services => services.AddMessaging(TestHost.Section(("Url", "memory://x")))
            .AddRabbit((provider, rabbit) => rabbit.ConnectionName = provider.GetRequiredService<IOptions<MessagingOptions>>().Value.Url));

        await host.StartAsync();

        Assert.Equal("memory://x", host.Services.GetRequiredService<IOptions<RabbitOptions>>().Value.ConnectionName);
        await host.StopAsync();
    }

    [Fact]
    public async Task One_option_by_two_names_fails_the_start() =>
        Assert.Equal(
            ["Messaging:Rabbit:Tls:CaFile and Messaging:oslo_messaging_rabbit:ssl_ca_file are the same setting. Remove one of them."],
            await FailAsync(("Url", "memory://x"), ("Rabbit:Tls:CaFile", "a.pem"), ("oslo_messaging_rabbit:ssl_ca_file", "b.pem")));

    [Fact]
    public async Task What_does_not_go_with_the_url_is_named_by_its_key()
    {
        using var host = TestHost.Build(new LogCapture(), services => services
            .AddMessaging(TestHost.Section(("Url", "rabbit://ada:geheim@h/"), ("Rabbit:Tls:CaFile", "ca.pem"))).AddRabbit());

        var error = await Assert.ThrowsAsync<InvalidTransportUrlException>(() => host.StartAsync());

        Assert.StartsWith("Messaging:Rabbit:Tls:CaFile is for TLS, which is not turned on", error.Message, StringComparison.Ordinal);
        Assert.Contains("turn Messaging:Rabbit:Tls:Enabled on", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_driver_the_section_is_an_error_that_says_what_to_call()
    {
        using var host = TestHost.Build(
            new LogCapture(), services => services.AddMessaging(TestHost.Section(("Url", "memory://x"), ("Rabbit:Heartbeat", "00:00:30"))));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.StartsWith("Messaging:Rabbit is not a setting.", error.Message, StringComparison.Ordinal);
        Assert.Contains("call AddRabbit()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transport_with_a_key_has_no_section_of_a_driver()
    {
        using var host = TestHost.Build(new LogCapture(), services => services
            .AddKeyedMessaging("billing", TestHost.Section(("Url", "memory://x"), ("Rabbit:Heartbeat", "00:00:30"))).AddRabbit());

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.StartsWith("Messaging:Rabbit has options of a driver, which are the same for all transports", error.Message, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> FailAsync(params (string Key, string? Value)[] values)
    {
        using var host = TestHost.Build(new LogCapture(), services => services.AddMessaging(TestHost.Section(values)).AddRabbit());
        return (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())).Failures;
    }

    private static RabbitOptions Read(params (string Key, string? Value)[] values)
    {
        var services = new ServiceCollection();
        services.AddMessaging(TestHost.Section([("Url", "rabbit://h/"), .. values])).AddRabbit();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<RabbitOptions>>().Value;
    }

    /// <summary>The properties that can be set, each as the way to it.</summary>
    private static IEnumerable<PropertyInfo[]> Leaves(Type type, PropertyInfo[] way) => type.GetProperties().SelectMany(property =>
        property.SetMethod is null ? Leaves(property.PropertyType, [.. way, property]) : [[.. way, property]]);

    private static string Key(PropertyInfo[] path) => $"Rabbit:{string.Join(':', path.Select(property => property.Name))}";

    private static object? Get(PropertyInfo[] path, RabbitOptions options) => path.Aggregate((object?)options, (value, property) => property.GetValue(value));

    /// <summary>A value that is not the default, and within every range.</summary>
    private static object Other(PropertyInfo[] path) => Get(path, new RabbitOptions()) switch
    {
        bool flag => !flag,
        int number => number + 1,
        long number => number + 1,
        TimeSpan time => time + TimeSpan.FromSeconds(1),
        RabbitLogin => RabbitLogin.Certificate,
        RabbitFailover => RabbitFailover.InOrder,
        SslProtocols => SslProtocols.Tls13,
        _ => path[^1].Name,
    };
}
