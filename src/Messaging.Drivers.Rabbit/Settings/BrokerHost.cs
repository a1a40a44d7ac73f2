namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>A host to connect to, and who we are there.</summary>
internal sealed class BrokerHost(string name, int port, string user, string password)
{
    public string Name { get; } = name;

    public int Port { get; } = port;

    public string User { get; } = user;

    public string Password { get; } = password;

    /// <summary>How long these credentials are good, from when they were asked for; null when they have no end.</summary>
    public TimeSpan? ValidFor { get; private init; }

    /// <summary>The same host with other credentials.</summary>
    public BrokerHost As(RabbitCredentials credentials) =>
        new(Name, Port, credentials.User ?? User, credentials.Password) { ValidFor = credentials.ValidFor };

    /// <summary>Host and port, without the credentials.</summary>
    public override string ToString() => Name.Contains(':') ? $"[{Name}]:{Port}" : $"{Name}:{Port}";
}
