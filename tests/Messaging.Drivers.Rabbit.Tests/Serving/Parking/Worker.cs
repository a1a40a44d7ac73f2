using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.Serving.Parking;

/// <summary>Does work, fails at it, or does not come to an end with it.</summary>
public sealed class Worker
{
    private int _failures;

    public Journal<string> Seen { get; } = new();

    public SyncPoint Parked { get; } = new();

    public int Failures => Volatile.Read(ref _failures);

    public void Work(string tag, RpcContext context) => Seen.Add($"{tag} {context.IsRedelivered}");

    public void Fail(string tag)
    {
        Interlocked.Increment(ref _failures);
        throw new IOException("The disk is full.");
    }

    public async Task FailLaterAsync(string tag)
    {
        await Parked.ParkAsync();
        Fail(tag);
    }

    public async Task ParkAsync(string tag, RpcContext context)
    {
        Seen.Add($"{tag} {context.IsRedelivered}");
        await Parked.ParkAsync(context.CancellationToken);
        Seen.Add($"{tag} done");
    }
}
