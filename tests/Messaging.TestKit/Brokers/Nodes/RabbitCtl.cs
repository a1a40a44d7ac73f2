using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messaging.TestKit;

/// <summary>
/// The rabbitmqctl of one <see cref="RabbitNode"/>, which runs command after command in one process: to start it costs a second of a
/// processor, and a command some thousandths of that. Commands come and go over a connection to this process.
/// </summary>
internal sealed class RabbitCtl(Func<IEnumerable<string>, ChildProcess> start) : IAsyncDisposable
{
    private const int PrefixLength = 4;

    // What `rabbitmqctl exec` runs in its own process: the main function of rabbitmqctl for each line of arguments, as if they were those
    // of the command line, with what it writes and its exit code as the answer. Newer releases have that function under another name, and
    // one that ends the process under the old one.
    private const string Program =
        """
        {:ok, socket} = :gen_tcp.connect({127, 0, 0, 1}, PORT, [:binary, packet: 4, active: false])
        {:ok, output} = StringIO.open("")
        {:ok, errors} = StringIO.open("")
        Process.unregister(:standard_error)
        Process.register(errors, :standard_error)
        main = if function_exported?(RabbitMQCtl, :main1, 1), do: :main1, else: :main
        serve = fn serve ->
          case :gen_tcp.recv(socket, 0) do
            {:ok, line} ->
              {command, watch} = spawn_monitor(fn ->
                Process.group_leader(self(), output)
                apply(RabbitMQCtl, main, [String.split(line, <<0>>)])
              end)
              code = receive do
                {:DOWN, ^watch, _, ^command, {:shutdown, code}} when is_integer(code) -> code
                {:DOWN, ^watch, _, ^command, reason} -> IO.puts(:stderr, inspect(reason)); 255
              end
              written = StringIO.flush(output)
              :ok = :gen_tcp.send(socket, [<<code::32, byte_size(written)::32>>, written, StringIO.flush(errors)])
              serve.(serve)
            {:error, _} -> System.halt(0)
          end
        end
        serve.(serve)
        """;

    private readonly SemaphoreSlim _turn = new(1);
    private ChildProcess? _process;
    private NetworkStream? _stream;

    /// <summary>Runs a command when its turn comes.</summary>
    /// <exception cref="TimeoutException">It had not ended within the limit.</exception>
    /// <exception cref="InvalidOperationException">rabbitmqctl itself ended; the message shows what it wrote.</exception>
    public async Task<ProcessResult> RunAsync(IReadOnlyList<string> arguments, TimeSpan limit)
    {
        var command = "rabbitmqctl " + string.Join(' ', arguments);
        await _turn.WaitAsync();
        try
        {
            _stream ??= await StartAsync();
            using var timeout = new CancellationTokenSource(limit);
            return await AskAsync(_stream, command, string.Join('\0', arguments), timeout.Token);
        }
        catch (OperationCanceledException e)
        {
            await EndAsync();
            throw new TimeoutException($"{command}\nhad not ended after {limit}.", e);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            var written = _process?.Tail();
            await EndAsync();
            throw new InvalidOperationException($"{command}\nhad no answer: {e.Message}\n{written}", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _turn.Dispose();
    }

    private static async Task<ProcessResult> AskAsync(NetworkStream stream, string command, string line, CancellationToken token)
    {
        var request = new byte[PrefixLength + Encoding.UTF8.GetByteCount(line)];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length - PrefixLength);
        Encoding.UTF8.GetBytes(line, request.AsSpan(PrefixLength));
        await stream.WriteAsync(request, token);

        // The exit code, the length of the output, the output, and then what went to standard error.
        var prefix = new byte[PrefixLength];
        await stream.ReadExactlyAsync(prefix, token);
        var answer = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix)];
        await stream.ReadExactlyAsync(answer, token);
        const int head = 2 * sizeof(int);
        var length = BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(sizeof(int)));
        return new(
            command, BinaryPrimitives.ReadInt32BigEndian(answer), Text(answer.AsSpan(head, length)), Text(answer.AsSpan(head + length)));
    }

    /// <summary>Starts it, which takes a loaded machine longer than any command.</summary>
    private async Task<NetworkStream> StartAsync()
    {
        using var timeout = new CancellationTokenSource(WaitLimit.Start);
        try
        {
            return await ConnectAsync(timeout.Token);
        }
        catch (OperationCanceledException e)
        {
            var written = _process?.Tail();
            await EndAsync();
            throw new TimeoutException($"rabbitmqctl had not started after {WaitLimit.Start}. {written}", e);
        }
    }

    private async Task<NetworkStream> ConnectAsync(CancellationToken token)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _process = start(["exec", Program.Replace("PORT", $"{((IPEndPoint)listener.LocalEndpoint).Port}")]);
        var accepting = listener.AcceptSocketAsync(token).AsTask();
        if (await Task.WhenAny(accepting, _process.Exited) != accepting)
        {
            throw new IOException("it ended at once.");
        }

        return new(await accepting, ownsSocket: true);
    }

    private async Task EndAsync()
    {
        await (_stream?.DisposeAsync() ?? default);
        await (_process?.DisposeAsync() ?? default);
        (_stream, _process) = (null, null);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).TrimEnd('\n');
}
