namespace Messaging.Drivers.Amqp1.Tests.Oslo;

/// <summary>The endpoint that Python calls.</summary>
public sealed class OsloEndpoint(Action<string> note)
{
    // Longer than the silence that the caller of the test bears.
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(6);

    private readonly TaskCompletionSource _never = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Add(int a, int b) => a + b;

    public double Echo(double value) => value;

    public string User(RpcContext context) => context["user"].GetString() ?? "";

    public void Note(string text) => note(text);

    public void Fail() => throw new InvalidOperationException("on purpose");

    public async Task<string> WorkAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Work, cancellationToken);
        return "done";
    }

    /// <summary>Waits until its caller gives up.</summary>
    public async Task ParkAsync(CancellationToken cancellationToken)
    {
        note("parked");
        try
        {
            await _never.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            note("cancelled");
            throw;
        }
    }
}
