using Messaging.Drivers.ZeroMq.Security.Curve;

namespace Messaging.Drivers.ZeroMq;

/// <summary>The two keys of a peer for CURVE, as ZeroMQ writes them: 40 characters of Z85 each.</summary>
/// <remarks>Immutable, so any number of threads may use it at once.</remarks>
public sealed class ZeroMqKeyPair
{
    private ZeroMqKeyPair(CurveKeys keys)
    {
        PublicKey = Z85.Encode(keys.Public);
        SecretKey = Z85.Encode(keys.Secret);
    }

    /// <summary>What others may know: clients that of the server, a server those of the clients that it lets in.</summary>
    public string PublicKey { get; }

    /// <summary>What nobody else may know.</summary>
    public string SecretKey { get; }

    /// <summary>Makes a new pair.</summary>
    /// <exception cref="DllNotFoundException">libsodium is not installed; the message says how to install it.</exception>
    public static ZeroMqKeyPair Generate() => new(CurveKeys.Generate());

    /// <summary>The pair of a secret key.</summary>
    /// <param name="secretKey">The secret key.</param>
    /// <exception cref="ArgumentException">It is no key.</exception>
    /// <exception cref="DllNotFoundException">libsodium is not installed; the message says how to install it.</exception>
    public static ZeroMqKeyPair FromSecret(string secretKey)
    {
        ArgumentNullException.ThrowIfNull(secretKey);
        return new(CurveKeys.Of(Z85.DecodeKey(secretKey) ?? throw new ArgumentException("It is no key: 40 characters of Z85.", nameof(secretKey))));
    }

    /// <summary>The public key.</summary>
    public override string ToString() => PublicKey;
}
