namespace Messaging.Drivers.ZeroMq.Tests.Support;

/// <summary>Paths for Unix domain sockets, each given once.</summary>
internal static class SocketFiles
{
    private static readonly string Folder = Create();
    private static int _last;

    public static string Next() => Path.Combine(Folder, $"{Interlocked.Increment(ref _last)}.sock");

    private static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("zmq-ipc-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
