namespace Messaging.Drivers.ZeroMq.Serving;

/// <summary>By what a client is known that comes again on another connection: all of it has to be the same.</summary>
/// <param name="ReplyTo">The address of its replies, which every server knows that it calls.</param>
/// <param name="Secret">What only it and this node know.</param>
/// <param name="Identity">Its user or its public key, if it has shown one.</param>
internal readonly record struct ClientMark(string ReplyTo, string Secret, string? Identity)
{
    // A record would print the secret.
    public override string ToString() => ReplyTo;
}
