namespace Messaging.TestKit;

/// <summary>Which way bytes go through a <see cref="TcpProxy"/>.</summary>
[Flags]
public enum ProxyDirection
{
    /// <summary>Neither way.</summary>
    None = 0,

    /// <summary>From the client to the target.</summary>
    ToTarget = 1,

    /// <summary>From the target to the client.</summary>
    ToClient = 2,

    /// <summary>Both ways.</summary>
    Both = ToTarget | ToClient,
}
