namespace Messaging.Drivers.Amqp1.Connections;

/// <summary>A host of the URL, and whom it knows us as.</summary>
internal sealed record BrokerHost(string Host, int Port, string User, string Password)
{
    /// <summary>As it stands in logs and errors: without the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
