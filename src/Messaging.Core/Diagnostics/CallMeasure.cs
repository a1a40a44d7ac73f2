using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Messaging.Diagnostics;

/// <summary>The start time of a call, for its duration; empty when nobody listens.</summary>
internal readonly struct CallMeasure
{
    private readonly long _start;

    private CallMeasure(long start) => _start = start;

    public static CallMeasure Start(Histogram<double> histogram, TimeProvider time) => new(histogram.Enabled ? time.GetTimestamp() : 0);

    /// <summary>Records the time since the start.</summary>
    public void Stop(Histogram<double> histogram, TimeProvider time, string method, Target target, Exception? error)
    {
        if (_start == 0 || !histogram.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { "rpc.system", "messaging" },
            { "rpc.method", method },
            { "messaging.destination.name", target.Topic },
        };
        if (error is not null)
        {
            tags.Add("error.type", error.GetType().FullName);
        }

        histogram.Record(time.GetElapsedTime(_start).TotalSeconds, tags);
    }
}
