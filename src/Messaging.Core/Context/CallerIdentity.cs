namespace Messaging;

/// <summary>The authenticated sender of a request: the user of the connection that the broker received it from, or the peer that a
/// handshake without a broker authenticated. Values of a context are only the caller's own claim, and no identity.</summary>
/// <param name="Scheme">How the caller was authenticated, such as <see cref="RabbitUser"/>.</param>
/// <param name="Name">The name there: a user, or a public key.</param>
public sealed record CallerIdentity(string Scheme, string Name)
{
    /// <summary>The user of the connection to RabbitMQ that the message was published by: its property <c>user_id</c>, which the broker
    /// validates.</summary>
    public const string RabbitUser = "rabbitmq";

    /// <summary>The public key of a ZeroMQ client, in Z85, which has proved that it holds the secret key.</summary>
    public const string CurveKey = "curve";

    /// <summary>The user of a ZeroMQ client that logged in with the right password.</summary>
    public const string PlainUser = "plain";
}
