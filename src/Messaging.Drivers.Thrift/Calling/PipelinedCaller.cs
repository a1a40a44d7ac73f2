using Messaging.Drivers.Thrift.Diagnostics;
using Messaging.Drivers.Thrift.Messages;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Thrift.Calling;

/// <summary>Sends all calls over one connection, for servers that may answer in any order, as ours do.</summary>
internal sealed class PipelinedCaller(Dialer dialer, ILogger logger) : ICaller
{
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private ServerConnection? _connection;
    private bool _isDisposed;

    public ServerConnection? Shared => Volatile.Read(ref _connection) is { IsOpen: true } known ? known : null;

    public async Task<Reply?> AskAsync(OutgoingCall call, OutgoingMessage message, MessageId id, CancellationToken cancellationToken)
    {
        var connection = Shared ?? await ConnectAsync(message, cancellationToken).ConfigureAwait(false);
        return await connection.AskAsync(call, id, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _connecting.WaitAsync().ConfigureAwait(false);
        try
        {
            _isDisposed = true;
            if (_connection is { } connection)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<ServerConnection> ConnectAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(Transport));
            if (_connection is { IsOpen: true } known)
            {
                return known;
            }

            if (_connection is { } lost)
            {
                _connection = null;
                await lost.DisposeAsync().ConfigureAwait(false);
            }

            var (channel, host) = await dialer.ConnectAsync(message, cancellationToken).ConfigureAwait(false);
            var connection = new ServerConnection(channel, host, isPipelined: true, OnClosed);
            connection.Start();
            Volatile.Write(ref _connection, connection);
            return connection;
        }
        finally
        {
            _connecting.Release();
        }
    }

    private void OnClosed(ServerConnection connection, string reason, int calls)
    {
        if (!_isDisposed)
        {
            ThriftLog.ConnectionLost(logger, connection.Host, calls, reason.TrimEnd('.'));
        }
    }
}
