using System.Text;
using Messaging.DriverContract;
using Messaging.Drivers.Thrift.Wire;

namespace Messaging.Drivers.Thrift.Tests.Wire;

/// <summary>Messages of many senders on one connection, whose writes stand still until the test lets them go on.</summary>
public sealed class SendPathTests : IDisposable
{
    private readonly Journal<string> _written = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SendPath _path;
    private readonly TaskCompletionSource _going = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SendPathTests() => _path = new SendPath(WriteAsync, new SendTerms(_time, TimeSpan.FromSeconds(30)));

    public void Dispose() => _path.Dispose();

    [Fact]
    public async Task What_comes_while_one_is_written_leaves_in_one_write_behind_it()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var first = SendAsync("a");
        var others = new[] { SendAsync("b"), SendAsync("c"), SendAsync("d") };
        Assert.Equal(["a"], _written.Entries);
        Assert.All(others.Append(first), sending => Assert.False(sending.IsCompleted));

        _going.SetResult();

        await Task.WhenAll(others.Append(first)).WithinLimit();
        Assert.Equal(["a", "bcd"], _written.Entries);
    }

    [Fact]
    public async Task One_that_comes_alone_is_written_by_its_sender_and_one_close_behind_by_another()
    {
        _going.SetResult();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(SendAsync("a").IsCompletedSuccessfully);
        await SendAsync("b").WithinLimit();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(SendAsync("c").IsCompletedSuccessfully);

        Assert.Equal(["a", "b", "c"], _written.Entries);
    }

    [Fact]
    public void One_with_which_no_other_can_leave_is_written_by_its_sender_however_close_behind_it_comes()
    {
        _going.SetResult();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(SendAsync("a").IsCompletedSuccessfully);
        Assert.True(_path.SendAsync("b"u8.ToArray(), isOnly: true).AsTask().IsCompletedSuccessfully);

        Assert.Equal(["a", "b"], _written.Entries);
    }

    [Fact]
    public async Task With_much_waiting_a_sender_waits_for_its_place()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var first = SendAsync("a");
        var second = SendAsync(new string('b', 300_000));
        var third = SendAsync("c");

        _going.SetResult();

        await Task.WhenAll(first, second, third).WithinLimit();
        Assert.Equal([1, 300_000, 1], _written.Entries.Select(text => text.Length));
    }

    [Fact]
    public async Task A_write_that_fails_fails_for_all_who_wait_and_for_those_who_come()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var sending = new[] { SendAsync("a"), SendAsync("b"), SendAsync("c") };

        _going.SetException(new IOException("gone"));

        foreach (var one in sending.Append(Task.WhenAll(sending).ContinueWith(_ => SendAsync("d"), TaskScheduler.Default).Unwrap()))
        {
            Assert.Contains("gone", (await Assert.ThrowsAsync<IOException>(() => one.WithinLimit())).Message, StringComparison.Ordinal);
        }

        Assert.Equal(["a"], _written.Entries);
    }

    [Fact]
    public async Task A_write_that_takes_too_long_is_given_up()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var sending = new[] { SendAsync("a"), SendAsync("b") };

        _time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending[0].WithinLimit());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending[1].WithinLimit());
        await Assert.ThrowsAsync<IOException>(() => SendAsync("c"));
    }

    private Task SendAsync(string text) => _path.SendAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _written.Add(Encoding.ASCII.GetString(bytes.Span));
        await _going.Task.WaitAsync(cancellationToken);
    }
}
