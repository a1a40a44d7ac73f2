using Messaging.Drivers.Thrift;
using Messaging.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Hosting.Tests.DependencyInjection;

public sealed class AddThriftTests(ITestOutputHelper output) : IDisposable
{
    private static readonly ThriftService Adder = ThriftService.Parse("service Adder { i32 add(1: i32 a, 2: i32 b) }");

    private readonly LogCapture _log = new(output);

    public void Dispose() => _log.VerifyNoErrors();

    [Fact]
    public async Task A_host_serves_and_calls_a_Thrift_service()
    {
        using var host = await TestHost.StartAsync(_log, services => services
            .AddMessaging($"thrift://127.0.0.1:{FreePorts.Next()}")
            .AddThrift(thrift => thrift.Services["sums"] = Adder)
            .AddServer("sums", server => server.AddEndpoint<Calculator>())
            .AddClient("sums"));

        Assert.Equal(3, await host.Services.GetRequiredService<RpcClient>().CallAsync<int>("add", new { a = 1, b = 2 }));
        await host.StopAsync();
    }

    [Fact]
    public void Adding_it_again_adds_to_its_options_and_takes_none_back()
    {
        using var host = TestHost.Build(_log, services => services
            .AddMessaging("thrift://localhost:9090")
            .AddThrift(thrift => thrift.Connections = 0)
            .AddThrift(thrift => thrift.Services["sums"] = Adder));

        Assert.Equal("Connections", Assert.Throws<ArgumentOutOfRangeException>(host.Services.GetRequiredService<Transport>).ParamName);
    }

    [Fact]
    public void Its_options_come_from_a_section_then_from_code_then_from_what_comes_last()
    {
        var seen = new List<string>();
        var section = TestHost.Configuration(("Front:MaxClients", "3"), ("Front:Grace", "00:00:07"), ("Front:MaxDepth", "15")).GetSection("Front");
        using var host = TestHost.Build(_log, services =>
        {
            services.PostConfigure<ThriftOptions>(thrift => seen.Add($"{thrift.MaxClients} {thrift.Grace} {thrift.MaxDepth}"));
            services.PostConfigure<ThriftOptions>(thrift => thrift.MaxClients = 0);
            services.Configure<ThriftOptions>(section);
            services.AddMessaging("thrift://localhost:9090").AddThrift(thrift => thrift.MaxDepth = 30);
        });

        Assert.Equal("MaxClients", Assert.Throws<ArgumentOutOfRangeException>(host.Services.GetRequiredService<Transport>).ParamName);
        Assert.Equal(["3 00:00:07 30"], seen);
    }

    [Fact]
    public void Options_of_the_transport_do_not_replace_its_options_in_silence()
    {
        using var host = TestHost.Build(_log, services => services
            .AddMessaging("thrift://localhost:9090")
            .AddThrift(thrift => thrift.MaxDepth = 30)
            .ConfigureTransport((_, transport) => transport.DriverOptions = new ThriftOptions()));

        var error = Assert.Throws<ArgumentException>(host.Services.GetRequiredService<Transport>);

        Assert.Contains("AddThrift", error.Message, StringComparison.Ordinal);
        Assert.Contains("DriverOptions", error.Message, StringComparison.Ordinal);
    }
}
