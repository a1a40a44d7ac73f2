using Messaging.TestKit;

namespace Messaging.Benchmarks.Growth;

/// <summary>What a study runs on, and how far.</summary>
/// <param name="Node">A broker of its own, if the study needs one.</param>
/// <param name="Most">The largest number.</param>
/// <param name="Say">Where progress goes.</param>
internal sealed record GrowthSetup(RabbitNode? Node, long Most, Action<string> Say)
{
    /// <summary>1, 10, 100 and so on, and the largest at the end.</summary>
    public IEnumerable<long> Sizes(long least = 1)
    {
        for (var size = least; size < Most; size *= 10)
        {
            yield return size;
        }

        yield return Most;
    }

    /// <summary>The URL of a driver, at a place that nobody else uses.</summary>
    public string UrlOf(string driver) => driver switch
    {
        "memory" => $"memory://growth-{Guid.NewGuid():N}",
        "zmq" => $"zmq://127.0.0.1:{FreePorts.Next()}",
        _ => Node!.Url,
    };

    /// <summary>How many of something the broker lists: connections, channels or queues.</summary>
    public async Task<double> CountAtBrokerAsync(string driver, string what) =>
        driver == "rabbit" ? (await Node!.ListAsync(what, what == "queues" ? "name" : "pid")).Count : double.NaN;
}
