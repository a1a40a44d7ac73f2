using Messaging.Drivers.Rabbit.Connecting.Sockets;

namespace Messaging.Drivers.Rabbit.Tests.Connecting.Sockets;

public sealed class GatheredWritesTests : IAsyncLifetime
{
    // More than a socket of either side and the buffer between can hold.
    private const int TooMuch = 8 * 1024 * 1024;

    private SocketPair _pair = null!;
    private GatheredWrites _writes = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _pair = await SocketPair.ConnectAsync(Token);
        _writes = new GatheredWrites(_pair.Near, TimeProvider.System);
    }

    public ValueTask DisposeAsync()
    {
        _pair.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Everything_arrives_once_and_in_order_whatever_its_size(int seed)
    {
        var random = new Random(seed);
        var sizes = Enumerable.Range(0, 2000).Select(i => i % 500 == 7 ? random.Next(60_000, 300_000) : random.Next(1, 900)).ToArray();
        var sent = new byte[sizes.Sum()];
        random.NextBytes(sent);
        var reading = _pair.ReadAsync(sent.Length, Token);

        var start = 0;
        foreach (var size in sizes)
        {
            // The memory is the writer's again as soon as the write is done.
            var lent = sent.AsSpan(start, size).ToArray();
            await _writes.WriteAsync(lent, Token);
            Array.Clear(lent);
            start += size;
        }

        Assert.Equal(sent, await reading);
        await _writes.WhenIdleAsync().WaitAsync(Token);
    }

    [Fact]
    public async Task A_write_that_comes_alone_is_with_the_socket_when_it_returns()
    {
        await _writes.WriteAsync(new byte[] { 1, 2, 3 }, Token);
        Assert.True(_writes.WhenIdleAsync().IsCompleted);
        Assert.Equal([1, 2, 3], await _pair.ReadAsync(3, Token));
    }

    [Fact]
    public async Task Small_writes_wait_when_the_peer_does_not_read_and_go_on_when_it_does()
    {
        var writing = WriteManyAsync(TooMuch, 1000);
        Assert.False(writing.IsCompleted);
        Assert.False(_writes.WhenIdleAsync().IsCompleted);

        Assert.Equal(TooMuch / 1000 * 1000, (await _pair.ReadAsync(TooMuch / 1000 * 1000, Token)).Length);
        await writing.WaitAsync(Token);
    }

    [Fact]
    public async Task A_wait_for_room_that_is_cancelled_has_written_nothing_of_it()
    {
        var written = 0;
        ValueTask last;
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        while (true)
        {
            last = _writes.WriteAsync(Block(1), cancelled.Token);
            if (!last.IsCompleted)
            {
                break;
            }

            await last;
            written++;
        }

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await last);
        var reading = _pair.ReadAsync((written + 1) * 1000, Token);
        await _writes.WriteAsync(Block(2), Token);

        var read = await reading;
        Assert.DoesNotContain<byte>(2, read[..(written * 1000)]);
        Assert.Equal(Block(2), read[(written * 1000)..]);
    }

    [Fact]
    public async Task A_write_after_the_connection_broke_fails_and_says_why_and_nobody_waits_for_ever()
    {
        var writing = WriteManyAsync(TooMuch, 1000);
        Assert.False(writing.IsCompleted);
        _pair.Reset();

        await Assert.ThrowsAsync<IOException>(() => writing.WaitAsync(Token));
        await _writes.WhenIdleAsync().WaitAsync(Token);
        Assert.NotNull(_writes.Error);
        var late = await Assert.ThrowsAsync<IOException>(async () => await _writes.WriteAsync(Block(1), Token));
        Assert.Same(_writes.Error, late.InnerException);
    }

    [Fact]
    public async Task A_large_write_to_a_peer_that_dies_fails()
    {
        var writing = _writes.WriteAsync(new byte[TooMuch], Token).AsTask();
        _pair.Reset();
        await Assert.ThrowsAnyAsync<Exception>(() => writing.WaitAsync(Token));
        Assert.NotNull(_writes.Error);
        await Assert.ThrowsAsync<IOException>(async () => await _writes.WriteAsync(Block(1), Token));
    }

    [Fact]
    public async Task The_end_of_the_socket_ends_a_wait_for_room()
    {
        var writing = WriteManyAsync(TooMuch, 1000);
        Assert.False(writing.IsCompleted);
        _pair.Near.Dispose();
        await Assert.ThrowsAsync<IOException>(() => writing.WaitAsync(Token));
    }

    private static byte[] Block(byte value) => [.. Enumerable.Repeat(value, 1000)];

    private async Task WriteManyAsync(int total, int size)
    {
        var block = new byte[size];
        for (var written = 0; written + size <= total; written += size)
        {
            await _writes.WriteAsync(block, Token);
        }
    }
}
