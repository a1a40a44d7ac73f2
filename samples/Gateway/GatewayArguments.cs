using System.Globalization;

namespace GatewaySample;

/// <summary>The options of <c>serve</c>.</summary>
internal sealed class GatewayArguments
{
    public string Url { get; private set; } = "memory://gateway";

    public int Port { get; private set; } = 8443;

    public string User { get; private set; } = "ada";

    public string Password { get; private set; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    public string CertificateFile { get; private set; } = Path.Combine(Path.GetTempPath(), "gateway-certificate.pem");

    public bool HasOwnPassword { get; private set; }

    public static GatewayArguments? TryParse(ReadOnlySpan<string> args)
    {
        var result = new GatewayArguments();
        for (; args.Length >= 2; args = args[2..])
        {
            switch (args[0])
            {
                case "--url":
                    result.Url = args[1];
                    break;
                case "--port" when int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port):
                    result.Port = port;
                    break;
                case "--user":
                    result.User = args[1];
                    break;
                case "--password":
                    (result.Password, result.HasOwnPassword) = (args[1], true);
                    break;
                case "--certificate":
                    result.CertificateFile = args[1];
                    break;
                default:
                    return null;
            }
        }

        return args.IsEmpty ? result : null;
    }
}
