using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Connecting.Securing;

/// <summary>
/// Checks the broker's certificate during one handshake and keeps the fault, because the handshake's own error does not name it.
/// </summary>
/// <param name="settings">The requirements on the certificate.</param>
/// <param name="name">The name that the certificate must have.</param>
/// <param name="authorities">The authorities that may have signed it; null for those of the machine.</param>
internal sealed class CertificateCheck(RabbitSettings settings, string name, X509Certificate2Collection? authorities)
{
    private static readonly Oid ForServers = new("1.3.6.1.5.5.7.3.1");

    /// <summary>The fault of the certificate, and what to do; null when none was found, or nothing has been checked yet.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the certificate was checked and is valid.</summary>
    public bool HasPassed { get; private set; }

    public bool Accepts(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        Fault = FindFault(shown, chain, errors);
        HasPassed = Fault is null;
        return HasPassed;
    }

    private string? FindFault(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the broker showed no certificate.";
        }

        using var certificate = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        var faults = authorities is not null ? OfOwnChain(certificate, chain)
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? OfChain(chain!)
            : [];
        if (settings.TlsVerifyHostName && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add(
                $"its certificate is for {Names(certificate)}, not for '{name}'. Connect by one of those names, set "
                    + "RabbitOptions.Tls.ServerName to one of them, or give the broker a certificate for this name.");
        }

        return faults.Count > 0 ? string.Join(" And ", faults) : null;
    }

    /// <summary>
    /// Checks against our authorities, with the intermediate certificates that the broker sent. The name is checked elsewhere.
    /// </summary>
    private List<string> OfOwnChain(X509Certificate2 certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ForServers);
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate) ? [] : OfChain(chain);
    }

    private List<string> OfChain(X509Chain chain)
    {
        var faults = new List<string>();
        foreach (var element in chain.ChainElements)
        {
            foreach (var status in element.ChainElementStatus)
            {
                // A wrong usage of one certificate is reported for the whole chain.
                if (status.Status != X509ChainStatusFlags.NotValidForUsage || IsNotForServers(element.Certificate))
                {
                    faults.Add(Describe(element.Certificate, status, chain.ChainElements[^1].Certificate.Issuer));
                }
            }
        }

        return faults.Count > 0 ? faults : ["its certificate is not valid."];
    }

    private static bool IsNotForServers(X509Certificate2 certificate) => certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
        .Any(usage => !usage.EnhancedKeyUsages.Cast<Oid>().Any(use => use.Value == ForServers.Value));

    private string Describe(X509Certificate2 certificate, X509ChainStatus status, string issuer) => status.Status switch
    {
        X509ChainStatusFlags.NotTimeValid => string.Create(
            CultureInfo.InvariantCulture,
            $"the certificate '{certificate.Subject}' is valid from {certificate.NotBefore.ToUniversalTime():u} to "
                + $"{certificate.NotAfter.ToUniversalTime():u}, not now. Renew it, or correct the clock of this machine."),
        X509ChainStatusFlags.NotValidForUsage =>
            $"the certificate '{certificate.Subject}' is not for servers: its extended key usage does not include serverAuth "
                + $"({ForServers.Value}). Give the broker one that does.",
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => settings.TlsCaFile is { } file
            ? $"its certificate is signed by '{issuer}', which is not among the authorities in '{file}', or has a different key there. "
                + "Add the certificate of that authority to the file (ssl_ca_file, RabbitOptions.Tls.CaFile)."
            : $"its certificate is signed by '{issuer}', which this machine does not trust. Name a file with the certificate of that "
                + "authority (ssl_ca_file, RabbitOptions.Tls.CaFile), or make the machine trust it.",
        X509ChainStatusFlags.Revoked =>
            $"the certificate '{certificate.Subject}' was revoked by its authority. Give the broker a new one.",
        _ => $"the certificate '{certificate.Subject}' is not valid ({status.Status}): {status.StatusInformation.TrimEnd('.')}. Give the "
            + "broker a new one.",
    };

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(all => all.EnumerateDnsNames().Concat(all.EnumerateIPAddresses().Select(address => address.ToString())))
            .Select(one => $"'{one}'").ToList();
        return names.Count > 0 ? string.Join(", ", names) : $"'{certificate.Subject}' and no host name";
    }
}
