using Messaging.TestKit;

namespace Messaging.Drivers.Amqp1.Tests.OnBroker;

/// <summary>The endpoint of these tests.</summary>
public sealed class Noter(Journal<string> noted)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Add(int a, int b) => a + b;

    public void Note(string text) => noted.Add(text);

    public void Fail() => throw new InvalidOperationException("on purpose");

    /// <summary>Waits until the test lets it go on, or its caller gives up.</summary>
    public async Task ParkAsync(CancellationToken cancellationToken)
    {
        noted.Add("parked");
        await _released.Task.WaitAsync(cancellationToken);
    }

    public void Release() => _released.TrySetResult();
}
