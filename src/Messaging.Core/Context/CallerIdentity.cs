namespace Messaging;

/// <summary>Who sent a request, as whoever carried it vouches: the broker that knows the connection it came by, or the handshake of a connection without a
/// broker. What stands in a context is the caller's own word, and is none.</summary>
/// <param name="Scheme">What vouches for it, such as <see cref="RabbitUser"/>.</param>
/// <param name="Name">The name there: a user, or a public key.</param>
public sealed record CallerIdentity(string Scheme, string Name)
{
    /// <summary>The user of the connection to RabbitMQ that the message was published by: its property <c>user_id</c>, which the broker validates.</summary>
    public const string RabbitUser = "rabbitmq";

    /// <summary>The public key of a client of ZeroMQ, in Z85, which has shown that it has the secret one.</summary>
    public const string CurveKey = "curve";

    /// <summary>The user of a client of ZeroMQ whose password was right.</summary>
    public const string PlainUser = "plain";
}
