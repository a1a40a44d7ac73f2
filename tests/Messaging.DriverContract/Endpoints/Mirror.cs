namespace Messaging.DriverContract;

/// <summary>Methods that return what they are given, one for each kind of value, and one for each shape of a method.</summary>
public sealed class Mirror
{
    private int _runs;

    /// <summary>How often <see cref="Nothing"/> and its like ran.</summary>
    public int Runs => Volatile.Read(ref _runs);

    public int Int(int value) => value;

    public long Long(long value) => value;

    public double Double(double value) => value;

    public decimal Decimal(decimal value) => value;

    public bool Bool(bool value) => value;

    public string? Text(string? value) => value;

    public Guid Guid(Guid value) => value;

    public DateTimeOffset Moment(DateTimeOffset value) => value;

    public byte[] Bytes(byte[] value) => value;

    public Grade Grade(Grade value) => value;

    public int? Maybe(int? value) => value;

    public IReadOnlyList<string?> List(IReadOnlyList<string?> value) => value;

    public Dictionary<string, int[]> Table(Dictionary<string, int[]> value) => value;

    public Report Report(Report value) => value;

    public RpcValue Any(RpcValue value) => value;

    public void Nothing() => Interlocked.Increment(ref _runs);

    public Task NothingAsTaskAsync()
    {
        Interlocked.Increment(ref _runs);
        return Task.CompletedTask;
    }

    public async ValueTask NothingAsValueTask()
    {
        await Task.Yield();
        Interlocked.Increment(ref _runs);
    }

    public int Now() => 1;

    public async Task<int> LaterAsync()
    {
        await Task.Yield();
        return 2;
    }

    public ValueTask<int> NowAsValueTask() => new(3);

    public async ValueTask<int> LaterAsValueTaskAsync()
    {
        await Task.Yield();
        return 4;
    }
}
