using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Messaging.DriverContract;

/// <summary>Spans of a call are one trace from caller to method, and its facts are measured.</summary>
public abstract class DiagnosticsContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractFact]
    public async Task The_span_of_a_method_is_a_child_of_its_callers()
    {
        var spans = new Journal<Activity>();
        using var listener = Listen(spans);
        await ServeAsync(Handler.Echo);
        var client = await ClientAsync();
        using var parent = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        parent.TraceStateString = "vendor=1";

        await client.CallAsync(null, "echo", new { value = 1 });
        await client.CastAsync(null, "echo", new { value = 1 });

        var call = await spans.WaitForAsync(span => span.Kind == ActivityKind.Client, "the caller's span");
        var run = await spans.WaitForAsync(span => span.Kind == ActivityKind.Server, "the method's span");
        var cast = await spans.WaitForAsync(span => span.Kind == ActivityKind.Producer, "the cast's span");
        var consumed = await spans.WaitForAsync(span => span.Kind == ActivityKind.Consumer, "the cast's run");
        Assert.Equal(parent.SpanId, call.ParentSpanId);
        Assert.Equal(call.SpanId, run.ParentSpanId);
        Assert.Equal(cast.SpanId, consumed.ParentSpanId);
        Assert.All([call, run, cast, consumed], span => Assert.Equal(parent.TraceId, span.TraceId));
        Assert.Equal("vendor=1", run.TraceStateString);
        Assert.Equal("echo", call.GetTagItem("rpc.method"));
    }

    [ContractFact]
    public async Task The_callers_trace_is_that_of_the_running_method()
    {
        await ServeAsync(Handler.Returns("trace", _ => Activity.Current?.TraceId.ToString()));
        var client = await ClientAsync();
        using var listener = Listen(new Journal<Activity>());
        using var parent = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();

        Assert.Equal(parent.TraceId.ToString(), await client.CallAsync<string?>(null, "trace"));
    }

    [ContractFact]
    public async Task The_trace_of_a_caller_travels_also_when_nobody_listens_to_this_library()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync();
        using var parent = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();

        await client.CastAsync(null, "note");

        var request = await server.WaitForAsync("note");
        Assert.Contains(parent.TraceId.ToString(), request.Message.TraceParent, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_failure_marks_both_spans()
    {
        Log.Expect("MethodFailed");
        var spans = new Journal<Activity>();
        using var listener = Listen(spans);
        await ServeAsync(Handler.Does("fail", _ => throw new ContractException("no")));
        var client = await ClientAsync();

        await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail"));

        var call = await spans.WaitForAsync(span => span.Kind == ActivityKind.Client, "the caller's span");
        var run = await spans.WaitForAsync(span => span.Kind == ActivityKind.Server, "the method's span");
        Assert.All([call, run], span => Assert.Equal(ActivityStatusCode.Error, span.Status));
    }

    [ContractFact]
    public async Task Calls_are_measured_on_both_sides()
    {
        var seen = new ConcurrentBag<(string Instrument, string? Method, string? Error)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument.Meter.Name == "Messaging")
            {
                meter.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, seconds, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
            if (values.GetValueOrDefault("messaging.destination.name") == Topic && seconds >= 0)
            {
                seen.Add((instrument.Name, values.GetValueOrDefault("rpc.method"), values.GetValueOrDefault("error.type")));
            }
        });
        listener.Start();
        Log.Expect("MethodFailed");
        var server = await ServeAsync(Handler.Echo, Handler.Does("fail", _ => throw new ContractException("no")));
        var client = await ClientAsync();

        await client.CallAsync(null, "echo", new { value = 1 });
        await Assert.ThrowsAsync<RemoteException>(() => client.CallAsync(null, "fail"));
        await server.StopAsync().WithinLimit();

        Assert.Contains(("rpc.client.call.duration", "echo", null), seen);
        Assert.Contains(("rpc.server.call.duration", "echo", null), seen);
        Assert.Contains(seen, entry => entry is { Instrument: "rpc.client.call.duration", Method: "fail", Error: "Messaging.RemoteException" });
        Assert.Contains(seen, entry => entry is { Instrument: "rpc.server.call.duration", Method: "fail", Error: "Messaging.DriverContract.ContractException" });
    }

    [ContractFact]
    public async Task A_late_reply_is_counted()
    {
        var late = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument is { Meter.Name: "Messaging", Name: "messaging.client.late_replies" })
            {
                meter.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref late, count));
        listener.Start();
        var clock = StopTime();
        var server = await ServeRawAsync();
        var client = await ClientAsync();

        var abandoned = client.With(timeout: TimeSpan.FromSeconds(20)).CallAsync(null, "late");
        var request = await server.WaitForAsync("late");
        clock.Advance(TimeSpan.FromSeconds(21));
        await Assert.ThrowsAsync<CallTimeoutException>(() => abandoned.WithinLimit());
        await request.AnswerAsync("1");
        var next = client.CallAsync<int>(null, "next");
        await (await server.WaitForAsync("next")).AnswerAsync("1");
        await next.WithinLimit();

        Assert.True(Interlocked.Read(ref late) >= 1);
    }

    private ActivityListener Listen(Journal<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Messaging",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.GetTagItem("messaging.destination.name") as string == Topic)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
