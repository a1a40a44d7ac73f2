using System.Reflection;
using System.Runtime.InteropServices;

namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>Finds libsodium when the first key is used, by its names on Linux, macOS and Windows.</summary>
internal static class SodiumLibrary
{
    /// <summary>The name from which <see cref="Sodium"/> imports.</summary>
    public const string Name = "libsodium";

    private static readonly string[] Names =
        [Name, "libsodium.so.26", "libsodium.so.23", "libsodium.26.dylib", "libsodium.23.dylib", "sodium"];

    private static readonly Lazy<IntPtr> Loaded = new(() => Load(Names));

    /// <summary>Loads the library. Loading it again changes nothing.</summary>
    /// <exception cref="DllNotFoundException">libsodium is not installed; the message says how to install it.</exception>
    public static void Load() => _ = Loaded.Value;

    /// <summary>Loads the first of the named libraries that exists.</summary>
    /// <exception cref="DllNotFoundException">None of them exists.</exception>
    public static IntPtr Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, typeof(SodiumLibrary).Assembly, null, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException(
            "CURVE needs libsodium, which is not installed. Debian and Ubuntu: apt-get install libsodium23. Fedora: dnf install libsodium. "
                    + "Alpine: apk add libsodium. macOS: brew install libsodium. Windows: put libsodium.dll "
                    + "(https://download.libsodium.org) next to the program.");
    }

    /// <summary>The runtime's resolver of the imports.</summary>
    public static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? paths) => name == Name ? Loaded.Value : IntPtr.Zero;
}
