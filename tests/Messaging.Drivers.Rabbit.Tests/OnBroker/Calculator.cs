using Messaging.Drivers.Rabbit.Consuming;
using Messaging.TestKit;

namespace Messaging.Drivers.Rabbit.Tests.OnBroker;

/// <summary>The endpoint of these tests.</summary>
public sealed class Calculator
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Who came to <see cref="ParkAsync"/>, and what was noted.</summary>
    public Journal<string> Seen { get; } = new();

    public int Add(int a, int b) => a + b;

    public RpcValue Echo(RpcValue value) => value;

    public string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    public void Note(string text) => Seen.Add(text);

    /// <summary>Waits until the test lets it go on, or its caller gives up.</summary>
    public async Task<int> ParkAsync(int value, CancellationToken cancellationToken)
    {
        Seen.Add($"parked {value}");
        try
        {
            await _released.Task.WaitAsync(cancellationToken);
            return value;
        }
        catch (OperationCanceledException)
        {
            Seen.Add($"cancelled {value}");
            throw;
        }
    }

    public void Release() => _released.TrySetResult();

    public Task WaitForAsync(string seen) => Seen.WaitForAsync(entry => entry == seen, seen);
}
