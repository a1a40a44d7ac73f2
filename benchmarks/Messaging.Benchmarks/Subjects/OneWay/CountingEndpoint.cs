using Messaging.Benchmarks.Measuring;

namespace Messaging.Benchmarks.Subjects.OneWay;

/// <summary>The procedure that casts run: it counts them.</summary>
internal sealed class CountingEndpoint(Tally tally, Shape shape)
{
    public void Echo(string payload)
    {
        _ = payload;
        if (shape == Shape.CastUnconfirmed)
        {
            tally.GiveRoom();
        }

        tally.OnRun();
    }
}
