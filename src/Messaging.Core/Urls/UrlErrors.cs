namespace Messaging.Urls;

/// <summary>
/// The errors of the parser. No method takes text of the URL, because any piece of a URL that cannot be read may be a piece of a password:
/// an unencoded <c>@</c>, <c>/</c> or <c>,</c> moves it into the host, the port or the path.
/// </summary>
internal static class UrlErrors
{
    private const string Shape = "scheme://user:password@host:port/virtual_host?option=value";

    private const string Encode =
        "In a user or a password write '%' as %25, '/' as %2F, '?' as %3F, '#' as %23, ',' as %2C, ':' as %3A and '@' as %40.";

    public static InvalidTransportUrlException TooLong(int limit) => new(
        TransportUrlPart.Url,
        $"The transport URL is longer than {limit} characters. Put fewer hosts or options into it.");

    public static InvalidTransportUrlException NoScheme() => new(
        TransportUrlPart.Scheme,
        "The transport URL does not begin with a scheme (letters, digits, '+', '-' and '.', then ':'). "
        + $"Write the driver's name first, as in rabbit://localhost/; the whole form is {Shape}.");

    public static InvalidTransportUrlException NoDoubleSlash() => new(
        TransportUrlPart.Scheme,
        "The transport URL has no '//' after the ':' of its scheme, so the text after it names neither a host nor anything else. "
        + $"Write {Shape}; without a scheme, write that first, as in rabbit://localhost:5672/.");

    public static InvalidTransportUrlException NoHost() => new(
        TransportUrlPart.Host,
        "The transport URL has no host between its ','. Write host:port,host:port, or no ',' for the driver's default host.");

    public static InvalidTransportUrlException HasFragment() => new(
        TransportUrlPart.Fragment,
        $"The transport URL has a '#' part, which has no meaning. Remove it, or write it as %23 where it belongs to a part. {Encode}");

    public static InvalidTransportUrlException NotUtf8(TransportUrlPart part, string where) => new(
        part,
        $"{where} of the transport URL has percent-encoded bytes that are not valid UTF-8. Encode the UTF-8 form: é is %C3%A9.");

    public static InvalidTransportUrlException Semicolon(int number, int count) => new(
        TransportUrlPart.Query,
        $"{Option(number, count)} of the transport URL has a ';'. Separate options with '&', and write a ';' of a value as %3B.");

    public static InvalidTransportUrlException Repeated(int number, int count) => new(
        TransportUrlPart.Query,
        $"{Option(number, count)} of the transport URL was already set by an earlier one. Remove one of them; several values of one option "
        + "go after one '=', separated by ','.");

    /// <param name="number">Which option it is, from 1.</param>
    /// <param name="count">Of how many.</param>
    /// <param name="instead">What to write, with every secret hidden; null when it might show something that was never meant to be
    /// one.</param>
    public static InvalidTransportUrlException NoValue(int number, int count, TransportUrl? instead) => new(
        TransportUrlPart.Query,
        $"{Option(number, count)} of the transport URL has no value. Write {instead?.ToString() ?? "name=value"}, "
        + "or leave the option out.");

    public static InvalidTransportUrlException UserInfoAfterHosts(TransportUrlPart part) => new(
        part,
        "The transport URL has an '@' after the end of its hosts, which the first '/', '?' or '#' marks. "
        + $"{Encode} If the '@' belongs to the virtual host or to an option, write it as %40.");

    public static InvalidTransportUrlException EmptyHost(int number, int count) => new(
        TransportUrlPart.Host,
        $"{Host(number, count)} of the transport URL has neither a name nor a port. Write host or host:port.");

    public static InvalidTransportUrlException HostName(int number, int count) => new(
        TransportUrlPart.Host,
        $"{Host(number, count)} of the transport URL has a character that is not allowed in host names. Separate hosts with ','. {Encode}");

    public static InvalidTransportUrlException BracketedHost(int number, int count) => new(
        TransportUrlPart.Host,
        $"{Host(number, count)} of the transport URL begins with '[' but is not an IPv6 address in brackets, "
        + $"followed by nothing or by ':' and a port. Write it as in [::1]:5672. {Encode}");

    public static InvalidTransportUrlException Port(int number, int count) => new(
        TransportUrlPart.Port,
        $"{Host(number, count)} of the transport URL has a port that is not a whole number from 1 to 65535. "
        + $"If the text after the ':' is a password, write '@' and the host after it. {Encode}");

    public static InvalidTransportUrlException ManyColons(int number, int count) => new(
        TransportUrlPart.Port,
        $"{Host(number, count)} of the transport URL has more than one ':', so its port is not a number. "
        + $"Write an IPv6 address in brackets, as in [::1]:5672. {Encode}");

    public static InvalidTransportUrlException LoneUser(int number, int count) => new(
        TransportUrlPart.UserInfo,
        $"{Host(number, count)} of the transport URL has a user without a password, unlike the first host. "
        + $"If the ',' before it belongs to a password, write it as %2C; if the password is empty, write user:@host. {Encode}");

    public static string Option(int number, int count) => $"Option {number} of {count}";

    public static string Host(int number, int count) => count == 1 ? "The host" : $"Host {number} of {count}";
}
