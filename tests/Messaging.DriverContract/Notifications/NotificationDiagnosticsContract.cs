using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Messaging.DriverContract;

/// <summary>Notifications are traced from notifier to listener, and counted.</summary>
public abstract class NotificationDiagnosticsContract(IDriverFixture fixture) : NotificationContractTests(fixture)
{
    [ContractFact]
    public async Task The_span_of_a_listener_is_a_child_of_the_notifiers()
    {
        using var parent = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var spans = new Journal<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Messaging",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == parent.TraceId)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await ListenAsync(new NotificationRecorder().ForAll());

        await (await NotifierAsync()).InfoAsync(null, "traced");

        var sent = await spans.WaitForAsync(span => span.Kind == ActivityKind.Producer, "the notifier's span");
        var handled = await spans.WaitForAsync(span => span.Kind == ActivityKind.Consumer, "the listener's span");
        Assert.Equal(parent.SpanId, sent.ParentSpanId);
        Assert.Equal(sent.SpanId, handled.ParentSpanId);
        Assert.Equal("traced", handled.DisplayName);
        Assert.Equal($"{Topic}.info", sent.GetTagItem("messaging.destination.name"));
    }

    [ContractFact]
    public async Task Notifications_are_counted_on_both_sides()
    {
        var sent = 0L;
        var handled = 0L;
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Messaging")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            foreach (var (key, value) in tags)
            {
                if (instrument.Name == "messaging.notifier.sent" && key == "messaging.destination.name" && $"{Topic}.info".Equals(value))
                {
                    Interlocked.Add(ref sent, count);
                }
                else if (instrument.Name == "messaging.listener.notifications" && key == "messaging.notification.outcome" && "handled".Equals(value))
                {
                    Interlocked.Add(ref handled, count);
                }
            }
        });
        meters.Start();
        var recorder = new NotificationRecorder();
        var listener = await ListenAsync(recorder.ForAll());

        await (await NotifierAsync()).InfoAsync(null, "counted");
        await recorder.WaitForAsync("counted");
        await listener.StopAsync().WithinLimit();

        Assert.Equal(1, Interlocked.Read(ref sent));
        Assert.True(Interlocked.Read(ref handled) >= 1);
    }
}
