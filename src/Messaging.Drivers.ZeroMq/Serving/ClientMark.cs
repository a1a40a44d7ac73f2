namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>Identifies a client that reconnects: all three parts must be equal.</summary>
/// <param name="ReplyTo">The address for its replies, which every server that it calls knows.</param>
/// <param name="Secret">A secret that only the client and this node know.</param>
/// <param name="Identity">Its authenticated user or public key, if it has one.</param>
internal readonly record struct ClientMark(string ReplyTo, string Secret, string? Identity)
{
    // The generated ToString would print the secret.
    public override string ToString() => ReplyTo;
}
