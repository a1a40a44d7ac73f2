using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>
/// A folder in a place where every user may create folders: it must belong to this user and be closed to all others, whoever created it.
/// </summary>
internal static partial class OwnFolder
{
    private const UnixFileMode ForUs = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Constants of statx(2), whose result has the same layout on every architecture.
    private const int CurrentFolder = -100;
    private const int NotThroughLinks = 0x100;
    private const uint BasicFacts = 0x7ff;
    private const int FactsSize = 256;
    private const int OwnerAt = 20;
    private const int ModeAt = 28;
    private const int KindOfFile = 0xf000;
    private const int Folder = 0x4000;
    private const int ForOthers = 0x3f;

    /// <summary>The name of a folder that the programs of other users do not share.</summary>
    public static string NameOf(string name) => OperatingSystem.IsLinux() ? $"{name}-{GetUser()}" : name;

    /// <summary>Creates the folder, unless it exists.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder exists, and is not ours alone.</exception>
    public static void Ensure(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // An existing folder is not changed.
        Directory.CreateDirectory(path, ForUs);
        if (OperatingSystem.IsLinux())
        {
            Check(path);
        }
    }

    [SupportedOSPlatform("linux")]
    private static void Check(string path)
    {
        var facts = new byte[FactsSize];
        if (GetFacts(CurrentFolder, path, NotThroughLinks, BasicFacts, facts) != 0)
        {
            throw new UnauthorizedAccessException($"The folder cannot be inspected (system error {Marshal.GetLastPInvokeError()}).");
        }

        var owner = BitConverter.ToUInt32(facts, OwnerAt);
        var mode = BitConverter.ToUInt16(facts, ModeAt);
        var wrong = (mode & KindOfFile) != Folder ? "It is not a folder but a link or a file, which another user may have put there."
            : owner != GetUser() ? $"It belongs to another user, whose id is {owner}."
            : (mode & ForOthers) != 0 ? "It is open to other users."
            : null;
        if (wrong is not null)
        {
            throw new UnauthorizedAccessException($"{wrong} Remove it.");
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetUser();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetFacts(int folder, string path, int flags, uint mask, [Out] byte[] facts);
}
