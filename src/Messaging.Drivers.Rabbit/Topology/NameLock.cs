using System.Security.Cryptography;
using System.Text;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>
/// A file for each name, on this machine and for this user, that only one process can have open. The files are empty and stay.
/// </summary>
internal static class NameLock
{
    // Shared memory, as in oslo.messaging: services often have a private folder for temporary files.
    private const string SharedMemory = "/dev/shm";

    public static string Folder { get; } = Path.Combine(
        Directory.Exists(SharedMemory) ? SharedMemory : Path.GetTempPath(), OwnFolder.NameOf("messaging-queue-names"));

    /// <summary>Locks the file of a name.</summary>
    /// <returns>The file, locked until it is closed; null when another process has locked it.</returns>
    public static FileStream? TryTake(string name)
    {
        OwnFolder.Ensure(Folder);
        var path = Path.Combine(Folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32]);
        if (!File.Exists(path))
        {
            Make(path);
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static void Make(string path)
    {
        try
        {
            new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process created it at the same moment.
        }
    }
}
