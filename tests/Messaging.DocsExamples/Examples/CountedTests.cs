using System.Diagnostics.Metrics;

namespace Messaging.DocsExamples.Examples;

/// <summary>The instruments that docs/observability.md lists are counted.</summary>
public sealed class CountedTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Late_replies_and_background_casts_are_counted()
    {
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cast = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is "messaging.client.late_replies" or "messaging.client.casts")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, _, _) => (instrument.Name == "messaging.client.casts" ? cast : late).TrySetResult());
        meters.Start();

        var sleeper = new Sleeper();
        await using var place = await Place.OpenAsync(sleeper);
        place.Client.Cast("wake");
        await cast.Task.WaitAsync(Soon);
        using var stop = new CancellationTokenSource();
        var call = place.Client.CallAsync<string>("sleep", null, stop.Token);
        await sleeper.Asleep.Task.WaitAsync(Soon);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        sleeper.Awake.TrySetResult();
        await late.Task.WaitAsync(Soon);
    }

    public sealed class Sleeper
    {
        public TaskCompletionSource Awake { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Asleep { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Wake()
        {
        }

        public async Task<string> SleepAsync()
        {
            Asleep.TrySetResult();
            await Awake.Task;
            return "late";
        }
    }
}
