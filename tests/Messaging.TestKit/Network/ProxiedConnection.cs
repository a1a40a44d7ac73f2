using System.Net.Sockets;

namespace Messaging.TestKit;

/// <summary>One connection through a <see cref="TcpProxy"/>: two loops that carry bytes until both sides have ended or it is cut.</summary>
internal sealed class ProxiedConnection : IDisposable
{
    private readonly TcpProxy _proxy;
    private readonly Socket _client;
    private readonly Socket _target = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _cut = new();
    private readonly AmqpDeafness? _deafness;

    public ProxiedConnection(TcpProxy proxy, Socket client)
    {
        _proxy = proxy;
        _client = client;
        _client.NoDelay = true;
        _deafness = proxy.SpeaksAmqp ? new AmqpDeafness() : null;
    }

    /// <summary>Connects to the target; if that fails, or the connection is cut meanwhile, the client is cut off too.</summary>
    public async Task<bool> ConnectAsync(string host, int port)
    {
        try
        {
            await _target.ConnectAsync(host, port, _cut.Token);
            return true;
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            Cut();
            return false;
        }
    }

    public Task CarryAsync() => Task.WhenAll(
        PumpAsync(_client, _target, _proxy.TowardsTarget, null),
        PumpAsync(_target, _client, _proxy.TowardsClient, _deafness));

    /// <inheritdoc cref="AmqpDeafness.DeafenChannels"/>
    public void DeafenChannels() => _deafness?.DeafenChannels();

    /// <inheritdoc cref="AmqpDeafness.LoseCancellations"/>
    public void LoseCancellations() => _deafness?.LoseCancellations();

    /// <inheritdoc cref="AmqpDeafness.DeafenConnection"/>
    public void Deafen() => _deafness?.DeafenConnection();

    /// <summary>Sends the client what the target did not send.</summary>
    public void Inject(ReadOnlySpan<byte> bytes) => _client.Send(bytes);

    /// <summary>Resets both ends at once (RST, not FIN), as happens when the machine on the other side has lost the connection.</summary>
    public void Cut()
    {
        Reset(_client);
        Reset(_target);
        _cut.Cancel();
    }

    public void Dispose()
    {
        _client.Dispose();
        _target.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, Gate gate, AmqpDeafness? deafness)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _cut.Token)) > 0)
            {
                await PassAsync(gate);
                var passed = deafness is null ? buffer.AsMemory(0, count) : Heard(deafness, buffer.AsSpan(0, count));
                for (var sent = 0; sent < passed.Length;)
                {
                    sent += await to.SendAsync(passed[sent..], _cut.Token);
                }
            }

            // A side that has said all may still listen: only this direction is over.
            await PassAsync(gate);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            Cut();
        }
    }

    private ReadOnlyMemory<byte> Heard(AmqpDeafness deafness, ReadOnlySpan<byte> bytes)
    {
        var heard = deafness.Pass(bytes, out var dropped);
        _proxy.CountDropped(dropped);
        return heard;
    }

    private async Task PassAsync(Gate gate)
    {
        if (_proxy.Delay > TimeSpan.Zero)
        {
            await Task.Delay(_proxy.Delay, _cut.Token);
        }

        await gate.PassAsync(_cut.Token);
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            // Closed already; there is nothing left to reset.
        }

        socket.Dispose();
    }

    private static bool IsLoss(Exception failure) =>
        failure is SocketException or ObjectDisposedException or OperationCanceledException;
}
