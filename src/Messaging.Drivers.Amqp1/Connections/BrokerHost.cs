namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>A host of the URL, with the credentials for it.</summary>
internal sealed record BrokerHost(string Host, int Port, string User, string Password)
{
    /// <summary>The text for logs and errors, without credentials.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
