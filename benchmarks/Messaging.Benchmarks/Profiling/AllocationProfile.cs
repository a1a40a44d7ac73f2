using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace Messaging.Benchmarks.Profiling;

/// <summary>
/// Which types are allocated, sampled: the runtime raises an event about every 100 KB of allocation, with the type that crossed the
/// line. Over many calls a type's share of the events is its share of the bytes.
/// </summary>
internal sealed class AllocationProfile : EventListener
{
    private const long GcKeyword = 0x1;
    private readonly ConcurrentDictionary<string, (long Bytes, long Size)> _types = new(StringComparer.Ordinal);
    private volatile bool _stopped;

    /// <summary>The types, the largest share first.</summary>
    public IEnumerable<(string Type, double BytesPerCall, long Size)> Rows(long calls) =>
        _types.Select(t => (t.Key, (double)t.Value.Bytes / calls, t.Value.Size)).OrderByDescending(row => row.Item2);

    /// <summary>Takes no further events.</summary>
    public void Stop() => _stopped = true;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, (EventKeywords)GcKeyword);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCAllocationTick", StringComparison.Ordinal) != true || _stopped)
        {
            return;
        }

        var bytes = Convert.ToInt64(Field("AllocationAmount64"), CultureInfo.InvariantCulture);
        var size = Convert.ToInt64(Field("ObjectSize"), CultureInfo.InvariantCulture);
        var type = (string)Field("TypeName")!;
        _types.AddOrUpdate(type, (bytes, size), (_, known) => (known.Bytes + bytes, size));

        object? Field(string name) => eventData.Payload![eventData.PayloadNames!.IndexOf(name)];
    }
}
