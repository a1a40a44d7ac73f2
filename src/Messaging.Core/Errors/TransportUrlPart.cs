namespace Messaging;

/// <summary>A part of a transport URL, as <see cref="InvalidTransportUrlException"/> names it.</summary>
public enum TransportUrlPart
{
    /// <summary>The URL as a whole, for example because it is too long.</summary>
    Url,

    /// <summary>The text before the first <c>:</c>, which picks the driver.</summary>
    Scheme,

    /// <summary>The user and the password of a host.</summary>
    UserInfo,

    /// <summary>The name or the address of a host.</summary>
    Host,

    /// <summary>The port of a host.</summary>
    Port,

    /// <summary>The path, which names the virtual host.</summary>
    VirtualHost,

    /// <summary>The options after the <c>?</c>.</summary>
    Query,

    /// <summary>The text after a <c>#</c>, which has no meaning in a transport URL.</summary>
    Fragment,
}
