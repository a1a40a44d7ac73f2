namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>A host to connect to, and the credentials for it.</summary>
internal sealed class BrokerHost(string name, int port, string user, string password)
{
    public string Name { get; } = name;

    public int Port { get; } = port;

    public string User { get; } = user;

    public string Password { get; } = password;

    /// <summary>How long these credentials are valid, from when they were requested; null when they do not expire.</summary>
    public TimeSpan? ValidFor { get; private init; }

    /// <summary>The same host with other credentials.</summary>
    public BrokerHost As(RabbitCredentials credentials) =>
        new(Name, Port, credentials.User ?? User, credentials.Password) { ValidFor = credentials.ValidFor };

    /// <summary>Host and port, without the credentials.</summary>
    public override string ToString() => Name.Contains(':') ? $"[{Name}]:{Port}" : $"{Name}:{Port}";
}
