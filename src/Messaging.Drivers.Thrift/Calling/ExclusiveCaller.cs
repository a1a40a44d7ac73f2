using Messaging.Drivers.Thrift.Diagnostics;
using Messaging.Drivers.Thrift.Messages;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>A pool of connections with one call at a time on each, for servers that answer in order.</summary>
internal sealed class ExclusiveCaller(ThriftSettings settings, Dialer dialer, ILogger logger) : ICaller
{
    private readonly SemaphoreSlim _free = new(settings.Connections, settings.Connections);
    private readonly Lock _lock = new();
    private readonly HashSet<ServerConnection> _all = [];
    private readonly Stack<ServerConnection> _idle = new();
    private bool _isDisposed;

    public ServerConnection? Shared => null;

    public async Task<Reply?> AskAsync(OutgoingCall call, OutgoingMessage message, MessageId id, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var connection = TakeIdle() ?? await ConnectAsync(message, cancellationToken).ConfigureAwait(false);
            var isSpent = true;
            try
            {
                var reply = await connection.AskAsync(call, id, cancellationToken).ConfigureAwait(false);
                isSpent = false;
                return reply;
            }
            catch (Exception e) when (e is SerializationException or DeliveryException)
            {
                // The call was not sent, or was answered: the connection can be reused, unless it is closed.
                isSpent = !connection.IsOpen;
                throw;
            }
            finally
            {
                await GiveBackAsync(connection, isSpent).ConfigureAwait(false);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        ServerConnection[] all;
        lock (_lock)
        {
            _isDisposed = true;
            all = [.. _all];
            _all.Clear();
        }

        foreach (var connection in all)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ServerConnection? TakeIdle()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(Transport));
            while (_idle.TryPop(out var connection))
            {
                if (connection.IsOpen)
                {
                    return connection;
                }
            }

            return null;
        }
    }

    private async Task<ServerConnection> ConnectAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var (channel, host) = await dialer.ConnectAsync(message, cancellationToken).ConfigureAwait(false);
        var connection = new ServerConnection(channel, host, isPipelined: false, OnClosed);
        connection.Start();
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _all.Add(connection);
                return connection;
            }
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        throw new ObjectDisposedException(nameof(Transport));
    }

    private async Task GiveBackAsync(ServerConnection connection, bool isSpent)
    {
        lock (_lock)
        {
            if (!isSpent && connection.IsOpen && !_isDisposed)
            {
                _idle.Push(connection);
                return;
            }

            _all.Remove(connection);
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private void OnClosed(ServerConnection connection, string reason, int calls)
    {
        if (calls > 0 && !_isDisposed)
        {
            ThriftLog.ConnectionLost(logger, connection.Host, calls, reason.TrimEnd('.'));
        }
    }
}
