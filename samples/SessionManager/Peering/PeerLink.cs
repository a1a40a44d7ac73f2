using System.Net.Sockets;
using Messaging.Drivers;

namespace SessionManager.Peering;

/// <summary>The connection to the peer, which may go away and come back. Reconnects with increasing delays.</summary>
/// <param name="path">The Unix socket of the peer.</param>
/// <param name="answer">Answers the questions of the peer.</param>
/// <param name="say">Called with a text when the peer connects and when it is lost.</param>
internal sealed class PeerLink(
    string path, Func<PeerConnection, string, string, CancellationToken, Task<string>> answer, Action<string> say) : IAsyncDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private PeerConnection? _connection;
    private string _reason = "no attempt has been made yet";

    public bool IsConnected => Volatile.Read(ref _connection) is not null;

    public void Start() => _running = RunAsync(_stop.Token);

    /// <summary>
    /// Asks the peer and waits for its answer. Fails at once when the peer is away, because the caller knows best whether to wait.
    /// </summary>
    /// <exception cref="PeerLostException">The peer is away, goes away first, or does not answer in time.</exception>
    /// <exception cref="RefusedException">The peer refused.</exception>
    public async Task<string> AskAsync(string type, string text, CancellationToken cancellationToken)
    {
        var connection = Volatile.Read(ref _connection)
            ?? throw new PeerLostException($"There is no connection to the peer at {path}: {_reason.TrimEnd('.')}. The next attempt "
                + $"follows within {LongestWait.TotalSeconds} s.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            return await connection.AskAsync(type, text, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PeerLostException($"The peer at {path} did not answer within {AnswerTime.TotalSeconds} s.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        var backoff = new Backoff(FirstWait, LongestWait);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await ConnectAsync(stop);
                backoff.Reset();
                Volatile.Write(ref _connection, connection);
                say($"connected to the peer at {path}");
                (_reason, var waited) = await connection.RunAsync(stop);
                Volatile.Write(ref _connection, null);
                say($"lost the peer at {path} with {waited} questions unanswered: {_reason}");
            }
            catch (SocketException e)
            {
                _reason = e.Message;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(backoff.Next(), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<PeerConnection> ConnectAsync(CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
            return new PeerConnection(new NetworkStream(socket, ownsSocket: true), answer);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
