using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Hosting.Tests.Support;

/// <summary>A real generic host, over memory, whose log is kept.</summary>
internal static class TestHost
{
    /// <summary>A URL that no other test has.</summary>
    public static string NewUrl() => $"memory://{Guid.NewGuid():N}";

    public static IHost Build(LogCapture log, Action<IServiceCollection> configure, TimeProvider? clock = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Services.AddSingleton<ILoggerFactory>(log);
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        configure(builder.Services);
        return builder.Build();
    }

    public static async Task<IHost> StartAsync(LogCapture log, Action<IServiceCollection> configure, TimeProvider? clock = null)
    {
        var host = Build(log, configure, clock);
        await host.StartAsync();
        return host;
    }

    /// <summary>A section <c>Messaging</c> of pairs of keys and values.</summary>
    public static IConfigurationSection Section(params (string Key, string? Value)[] values) =>
        Configuration(values.Select(pair => ("Messaging:" + pair.Key, pair.Value)).ToArray()).GetSection("Messaging");

    public static IConfiguration Configuration(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))).Build();
}
