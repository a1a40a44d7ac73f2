using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.Drivers.Rabbit.Connecting.Securing;

/// <summary>Reads the certificates of the authorities that the user trusts to sign the broker's certificate.</summary>
internal static class OwnAuthorities
{
    /// <exception cref="ConnectionFailedException">The file cannot be read, or contains no certificate.</exception>
    public static X509Certificate2Collection Load(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unreadable(file, e.Message, e);
        }

        return authorities.Count > 0 ? authorities : throw Unreadable(file, "It contains no certificate.", null);
    }

    private static ConnectionFailedException Unreadable(string file, string why, Exception? error) => new(
        $"The file of certificate authorities '{file}' cannot be read: {why} Check ssl_ca_file or RabbitOptions.Tls.CaFile: a PEM file.",
        isTransient: false, error);
}
