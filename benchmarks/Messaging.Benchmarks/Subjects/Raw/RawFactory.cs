using RabbitMQ.Client;

namespace Messaging.Benchmarks.Subjects.Raw;

/// <summary>How the raw twin connects: plainly, and for as long as it lasts.</summary>
internal static class RawFactory
{
    public static ConnectionFactory Create(string url)
    {
        var address = BrokerAddress.Parse(url);
        return new ConnectionFactory
        {
            HostName = address.Host,
            Port = address.Port,
            UserName = address.User,
            Password = address.Password,
            VirtualHost = address.VirtualHost,
            AutomaticRecoveryEnabled = false,
        };
    }
}
