namespace Messaging.Benchmarks.Subjects;

/// <summary>The parts of the broker's URL, for subjects that do not read it themselves.</summary>
internal sealed record BrokerAddress(string Host, ushort Port, string User, string Password, string VirtualHost)
{
    /// <summary>As Python reads it: the path <c>//</c> is the virtual host <c>/</c>.</summary>
    public string PythonUrl =>
        $"rabbit://{Uri.EscapeDataString(User)}:{Uri.EscapeDataString(Password)}@{Host}:{Port}/{VirtualHost}";

    public static BrokerAddress Parse(string url)
    {
        var parsed = TransportUrl.Parse(url);
        var host = parsed.Hosts.Count == 0 ? null : parsed.Hosts[0];
        return new BrokerAddress(
            host?.Host ?? "localhost",
            (ushort)(host?.Port ?? 5672),
            host?.User ?? "guest",
            host?.Password ?? "guest",
            string.IsNullOrEmpty(parsed.VirtualHost) ? "/" : parsed.VirtualHost);
    }
}
