using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Messaging.Drivers.Amqp1;

/// <summary>Reads the client certificate, and checks that it agrees with the user's other options.</summary>
internal static class OwnCertificate
{
    /// <exception cref="InvalidTransportUrlException">The certificate cannot be read, or the URL contradicts it.</exception>
    public static X509Certificate2? Read(TransportUrl url, bool isTls, Amqp1Mechanism mechanism, string file, string keyFile)
    {
        if (mechanism != Amqp1Mechanism.Plain && url.Hosts.FirstOrDefault(host => host.User is not null) is { } named)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.UserInfo,
                $"'{named.Host}' has a user, which {UrlOptions.Mechanism}={mechanism.ToString().ToLowerInvariant()} does not send. Leave "
                    + "one of them out.");
        }

        if (file.Length == 0 && keyFile.Length == 0)
        {
            return mechanism != Amqp1Mechanism.External ? null : throw new InvalidTransportUrlException(
                TransportUrlPart.Query, $"{UrlOptions.Mechanism}=external needs a certificate. Write amqp1s:// and set "
                    + $"{UrlOptions.CertificateFile}.");
        }

        if (!isTls)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Scheme,
                $"A certificate is given ({UrlOptions.CertificateFile}), but {url.Scheme}:// is plain text. Write amqp1s://.");
        }

        try
        {
            return X509Certificate2.CreateFromPemFile(file, keyFile.Length == 0 ? null : keyFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidTransportUrlException(
                TransportUrlPart.Query,
                $"The client certificate cannot be read from '{file}' and '{(keyFile.Length == 0 ? file : keyFile)}': {e.Message} "
                    + $"Check {UrlOptions.CertificateFile} and {UrlOptions.KeyFile}: PEM files, with an unencrypted key.");
        }
    }
}
