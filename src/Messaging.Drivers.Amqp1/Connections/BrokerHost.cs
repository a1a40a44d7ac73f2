namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>A host of the URL, and the credentials for it.</summary>
internal sealed record BrokerHost(string Host, int Port, string User, string Password)
{
    /// <summary>The text for logs and errors, without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
