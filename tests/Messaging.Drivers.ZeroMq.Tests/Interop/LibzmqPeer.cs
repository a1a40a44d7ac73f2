namespace Messaging.Drivers.ZeroMq.Tests.Interop;

/// <summary>The program tests/peers/zmq_peer.py, which speaks through libzmq.</summary>
internal static class LibzmqPeer
{
    private const string Program = "zmq_peer.py";

    /// <summary>How many bytes a text has that is echoed, up to 100 MB: the lengths around which frames change their form are among them.</summary>
    public static int[] Sizes { get; } = [1, 100, 255, 256, 8_191, 65_536, 1_000_000, 100_000_000];

    public static async Task<PythonPeer> ServeAsync(string bind, string topic, params IEnumerable<string> more)
    {
        var peer = PythonPeer.Start(Program, ["serve", "--bind", bind, "--topic", topic, "--server", "one", .. more]);
        await peer.WaitForReadyAsync();
        return peer;
    }

    public static Task<PeerResult> CallAsync(string connect, string topic, params IEnumerable<string> more) =>
        PythonPeer.RunAsync(Program, ["call", "--connect", connect, "--topic", topic, .. more]);

    /// <summary>Every call had its own answer.</summary>
    public static void AssertOk(PeerResult result, int lines, int each)
    {
        Assert.True(result.ExitCode == 0, $"{result.ExitCode}: {string.Join('\n', result.Lines)}\n{result.Error}");
        var sizes = result.Lines.Where(line => line.TryGetProperty("size", out _)).ToList();
        Assert.Equal(lines, sizes.Count);
        Assert.All(sizes, line => Assert.Equal(each, line.GetProperty("ok").GetInt32()));
    }
}
