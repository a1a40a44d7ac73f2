using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security.Curve;

/// <summary>Everything is encrypted. Clients know the server by its key, and the server its clients by theirs.</summary>
internal sealed record CurvePolicy : SecurityPolicy
{
    private readonly CurveKeys _own;
    private readonly bool _hasOwn;
    private readonly byte[]? _server;
    private readonly HashSet<string>? _allowed;

    /// <param name="secret">Our secret key; null to generate one, which no server can know.</param>
    /// <param name="server">The public key of the servers to connect to, or null.</param>
    /// <param name="allowed">The public keys of the allowed clients; null for every client that knows our own key.</param>
    public CurvePolicy(byte[]? secret, byte[]? server, IEnumerable<byte[]>? allowed)
    {
        _hasOwn = secret is not null;
        _own = secret is null ? CurveKeys.Generate() : CurveKeys.Of(secret);
        _server = server;
        _allowed = allowed?.Select(key => Z85.Encode(key)).ToHashSet(StringComparer.Ordinal);
    }

    public override Mechanism CreateClient() => _server is null
        ? throw new ZmtpException(
            "the public key of the server is missing (CurveServerKey, or curve_server_key_file in the URL)", isRefusal: true)
        : new CurveClient(Metadata.Dealer, _own, _server);

    public override Mechanism CreateServer() => new CurveServer(Metadata.Router, _own, key => _allowed?.Contains(Z85.Encode(key)) != false);

    public override string? WhyNoServer() => _hasOwn ? null
        : "A server with CURVE needs a secret key: ZeroMqOptions.CurveSecretKey, or curve_secret_key_file in the URL.";

    public override bool IsSameForServers(SecurityPolicy other) =>
        other is CurvePolicy curve && _own.Secret.AsSpan().SequenceEqual(curve._own.Secret)
            && (_allowed is null ? curve._allowed is null : curve._allowed is not null && _allowed.SetEquals(curve._allowed));
}
