using Messaging.Drivers.ZeroMq.Security;
using Messaging.Drivers.ZeroMq.Security.Curve;
using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Tests.Support;

/// <summary>Keys of a server in files, for URLs that serve both sides.</summary>
internal static class KeyFiles
{
    private static readonly ZeroMqKeyPair Server = ZeroMqKeyPair.Generate();

    /// <summary>The options of a URL that name the files.</summary>
    public static string Query { get; } =
        $"&curve_secret_key_file={Write("server.key", Server.SecretKey)}&curve_server_key_file={Write("server.pub", Server.PublicKey)}";

    /// <summary>A client's side of the handshake, with keys that nobody knows.</summary>
    public static Mechanism CreateClient() => new CurveClient(Metadata.Dealer, CurveKeys.Generate(), Z85.DecodeKey(Server.PublicKey)!);

    /// <summary>Writes a file for one process of tests.</summary>
    public static string Write(string name, string text)
    {
        var folder = Directory.CreateTempSubdirectory("zmq-keys-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
