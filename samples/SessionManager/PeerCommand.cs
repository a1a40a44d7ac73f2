using System.Globalization;
using System.Net.Sockets;
using SessionManager.Peering;

namespace SessionManager;

/// <summary>The other side of the Unix socket: allows each user three sessions, and asks the manager how many there are.</summary>
internal sealed class PeerCommand(int hold)
{
    private const int MostSessions = 3;

    private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;

    public static async Task RunAsync(Arguments arguments)
    {
        using var stop = new StopSignal();
        using var listening = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        File.Delete(arguments.Socket);      // A peer that was killed leaves its socket file behind.
        listening.Bind(new UnixDomainSocketEndPoint(arguments.Socket));
        listening.Listen();
        Console.WriteLine("ready");

        var peer = new PeerCommand(arguments.Hold);
        while (!stop.Token.IsCancellationRequested)
        {
            try
            {
                var socket = await listening.AcceptAsync(stop.Token);
                await using var manager = new PeerConnection(new NetworkStream(socket, ownsSocket: true), peer.AnswerAsync);
                await manager.RunAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                File.Delete(arguments.Socket);
            }
        }
    }

    private async Task<string> AnswerAsync(PeerConnection manager, string type, string text, CancellationToken token)
    {
        var number = Interlocked.Increment(ref _asked);
        if (number >= hold && _answers.TrySetResult() && hold > 1)
        {
            Console.WriteLine($"{hold} questions wait");
        }

        await _answers.Task.WaitAsync(token);
        switch (type)
        {
            case "open":
                var count = int.Parse(await manager.AskAsync("count", text, token), CultureInfo.InvariantCulture);
                return count < MostSessions
                    ? string.Create(CultureInfo.InvariantCulture, $"{text}-{number}")
                    : throw new RefusedException($"{text} has {count} sessions, and no more are allowed.");
            case "close":
                return "";
            default:
                throw new RefusedException($"The peer does not know the question '{type}'.");
        }
    }
}
