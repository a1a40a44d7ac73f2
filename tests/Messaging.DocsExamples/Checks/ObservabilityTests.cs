using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Messaging.AspNetCore;
using Messaging.Drivers.Amqp1;
using Messaging.Drivers.Http;
using Messaging.Drivers.Rabbit;
using Messaging.Drivers.Thrift;
using Messaging.Drivers.ZeroMq;
using Messaging.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.DocsExamples.Checks;

/// <summary>docs/observability.md names every log event and every instrument of the libraries, and no other.</summary>
[Collection("pages")]
public sealed partial class ObservabilityTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "observability.md"));

    private static IEnumerable<Assembly> Libraries => 
        [typeof(RpcClient).Assembly, typeof(Notifier).Assembly, typeof(RabbitDriver).Assembly, typeof(ZeroMqDriver).Assembly, typeof(Amqp1Driver).Assembly, typeof(MessagingOptions).Assembly,
            typeof(ThriftDriver).Assembly, typeof(RpcGatewayOptions).Assembly, typeof(HttpDriver).Assembly];

    [Fact]
    public void Every_log_event_is_on_the_page_and_every_event_of_the_page_is_in_the_code()
    {
        var inCode = Libraries
            .SelectMany(library => library.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => (method.Name, Event: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(found => found.Event is not null)
            .Select(found => $"{found.Event!.EventId} {found.Name} {found.Event.Level}");
        var onPage = EventRow().Matches(Page).Select(row => $"{row.Groups[1]} {row.Groups[2]} {row.Groups[3]}");

        Assert.Equal(inCode.Order(StringComparer.Ordinal), onPage.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_instrument_is_on_the_page_and_every_instrument_of_the_page_is_in_the_code()
    {
        var inCode = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith("Messaging", StringComparison.Ordinal))
            {
                inCode.Add($"{instrument.Name} {KindOf(instrument)} {instrument.Unit}");
            }
        };
        listener.Start();
        foreach (var type in Libraries.SelectMany(library => library.GetTypes()).Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        var onPage = InstrumentRow().Matches(Page).Select(row => $"{row.Groups[1]} {row.Groups[2]} {row.Groups[3]}");
        Assert.NotEmpty(inCode);
        Assert.Equal(inCode.Order(StringComparer.Ordinal), onPage.Order(StringComparer.Ordinal));
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0];

    [GeneratedRegex(@"^\| (\d{4,5}) \| `(\w+)` \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex(@"^\| `([a-z_.]+)` \| (\w+) \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex InstrumentRow();
}
