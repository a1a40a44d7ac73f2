using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Messaging.DocsExamples.Examples;

public sealed class Observing
{
    [Fact]
    public async Task Logs()
    {
        var url = Place.NewUrl();

        // <logging>
        using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Debug));
        await using var transport = await Transport.OpenAsync(url, new TransportOptions { LoggerFactory = loggers });
        // </logging>
        Assert.Equal(TransportUrl.Parse(url).Hosts, transport.Url.Hosts);
    }

    [Fact]
    public async Task Traces_and_metrics()
    {
        var kinds = new List<ActivityKind>();
        var names = new List<string>();

        // <listeners>
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Messaging",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Show(activity.Kind, activity.DisplayName, activity.Duration),
        };
        ActivitySource.AddActivityListener(activities);

        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Messaging")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) => Count(instrument.Name, seconds));
        meters.Start();
        // </listeners>

        await using var place = await Place.OpenAsync(new Inventory());
        await place.Client.CallAsync<int>("count");
        lock (names)
        {
            Assert.Contains("rpc.client.call.duration", names);
            Assert.Contains(ActivityKind.Client, kinds);
        }

        void Show(ActivityKind kind, string name, TimeSpan duration)
        {
            lock (names)
            {
                kinds.Add(kind);
            }
        }

        void Count(string name, double seconds)
        {
            lock (names)
            {
                names.Add(name);
            }
        }
    }
}
