using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Messaging.Drivers.Rabbit.Connecting.Sockets;

/// <summary>
/// The stream that the client library reads and writes, or under TLS <see cref="System.Net.Security.SslStream"/>. Notes when the broker was
/// last heard, and gathers writes. Only the asynchronous methods write: the library uses no others.
/// </summary>
internal sealed class BrokerStream(Socket socket, SocketSet set, TimeProvider time) : NetworkStream(socket)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly GatheredWrites _writes = new(socket, time);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // Several reads a call, most of which wait.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        set.Heard();

        if (read == 0 && !buffer.IsEmpty)
        {
            await ThrowIfWritesFailedAsync().ConfigureAwait(false);
        }

        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _writes.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _writes.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <exception cref="NotSupportedException">Always: the bytes would overtake gathered writes.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw OnlyAsynchronous();

    /// <exception cref="NotSupportedException">Always: the bytes would overtake gathered writes.</exception>
    public override void Write(ReadOnlySpan<byte> buffer) => throw OnlyAsynchronous();

    /// <exception cref="NotSupportedException">Always: the byte would overtake gathered writes.</exception>
    public override void WriteByte(byte value) => throw OnlyAsynchronous();

    /// <exception cref="NotSupportedException">Always: the bytes would overtake gathered writes.</exception>
    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        throw OnlyAsynchronous();

    /// <summary>Writes the gathered bytes, and closes. A peer that does not read delays this until the socket is aborted.</summary>
    public override async ValueTask DisposeAsync()
    {
        await _writes.WhenIdleAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The reading side reports why a connection ended.</summary>
    private async ValueTask ThrowIfWritesFailedAsync()
    {
        // A write that is failing right now has taken the reason from the socket, and reports it in a moment.
        await _writes.WhenIdleAsync().WaitAsync(Moment, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_writes.Error is { } error)
        {
            throw new IOException($"The connection broke under a write: {error.Message}", error);
        }
    }

    private static NotSupportedException OnlyAsynchronous() => new("Only asynchronous writes are gathered.");
}
