namespace Messaging.Benchmarks.Growth;

/// <summary>Shows how a cost grows with a number.</summary>
internal interface IGrowthStudy
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What grows, of which a slope is the cost of one more.</summary>
    string Unit { get; }

    /// <summary>The largest number unless another is asked for.</summary>
    long Most { get; }

    /// <summary>Whether it talks to RabbitMQ.</summary>
    bool NeedsBroker { get; }

    /// <summary>What is measured: totals, so that their slopes are costs of one more.</summary>
    IReadOnlyList<string> Columns { get; }

    IAsyncEnumerable<GrowthPoint> RunAsync(GrowthSetup setup);
}
