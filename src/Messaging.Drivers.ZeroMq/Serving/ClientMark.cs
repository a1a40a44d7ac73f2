namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>What identifies a client that reconnects: all parts must be the same.</summary>
/// <param name="ReplyTo">Its reply address, which every server that it calls knows.</param>
/// <param name="Secret">A secret that only the client and this node know.</param>
/// <param name="Identity">Its user or its public key, if it has authenticated.</param>
internal readonly record struct ClientMark(string ReplyTo, string Secret, string? Identity)
{
    // The default text of a record would contain the secret.
    public override string ToString() => ReplyTo;
}
