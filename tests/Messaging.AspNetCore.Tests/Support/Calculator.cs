using System.Diagnostics;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>What the gateways of the tests call.</summary>
internal sealed class Calculator
{
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _noted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    /// <summary>Ends when <see cref="WaitAsync"/> runs.</summary>
    public Task Waiting => _waiting.Task;

    /// <summary>Ends when the token of <see cref="WaitAsync"/> has fired.</summary>
    public Task Cancelled => _cancelled.Task;

    /// <summary>The text that came by <see cref="Note"/>.</summary>
    public Task<string> Noted => _noted.Task;

    public int Calls => Volatile.Read(ref _calls);

    public void Release() => _released.TrySetResult();

    public int Add(int a, int b)
    {
        Interlocked.Increment(ref _calls);
        return a + b;
    }

    public int Sub(int a, int b = 1) => a - b;

    public string Echo(string text) => text;

    public double[] Odd() => [double.NaN, 1.5, double.PositiveInfinity];

    public void Nothing()
    {
    }

    public string Fail() => throw new KeyNotFoundException("no such row");

    public string? User(RpcContext context) => context["user_id"].GetString();

    public string? Request(RpcContext context) => context["request_id"].GetString();

    public string? Trace() => Activity.Current?.TraceId.ToString();

    public double TimeLeft(RpcContext context) => context.TimeLeft!.Value.TotalSeconds;

    public void Note(string text) => _noted.TrySetResult(text);

    public async Task<string> WaitAsync(RpcContext context)
    {
        _waiting.TrySetResult();
        try
        {
            await _released.Task.WaitAsync(context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }

        return "released";
    }
}
