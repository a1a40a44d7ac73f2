using Messaging.Drivers.ZeroMq;

namespace Quickstart;

/// <summary><c>keys</c>: makes a pair of keys, for zmq:// with encryption.</summary>
internal static class KeysCommand
{
    public static void Run(Arguments arguments, Screen screen)
    {
        arguments.Allow();
        var name = arguments.Words is [var only]
            ? only
            : throw new UsageException("keys needs one NAME, for the files NAME.key and NAME.pub.");
        var pair = ZeroMqKeyPair.Generate();
        try
        {
            // The secret first, and for its owner alone from the beginning.
            using (var file = new FileStream($"{name}.key", Secret()))
            using (var writer = new StreamWriter(file))
            {
                writer.WriteLine(pair.SecretKey);
            }

            File.WriteAllText($"{name}.pub", pair.PublicKey + Environment.NewLine);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e.Message);
        }

        screen.Line("public", pair.PublicKey);
        screen.Line("written", $"{name}.pub, which others may have, and {name}.key, which is a secret.");
    }

    private static FileStreamOptions Secret()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
