using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Messaging.Drivers;
using Messaging.Urls;

namespace Messaging;

/// <summary>The address of a broker, and how to connect to it.</summary>
/// <remarks>
/// <para><c>scheme://[user:password@]host[:port][,[user2:password2@]host2[:port2]...]/[virtual_host][?option=value&amp;...]</c></para>
/// <para>The form is that of oslo.messaging, so one URL serves services in both languages. Every host has its own user and password,
/// which later hosts do not inherit. In a user or a password <c>% / ? # , : @</c> are written percent-encoded; an <c>@</c> after the hosts
/// must be (<c>%40</c>).</para>
/// <para>Immutable, so any number of threads may use it at once.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TransportUrl : IEquatable<TransportUrl>
{
    internal TransportUrl(string scheme, string? virtualHost, TransportHost[] hosts, ReadOnlyDictionary<string, string> query)
    {
        Scheme = scheme;
        VirtualHost = virtualHost;
        Hosts = Array.AsReadOnly(hosts);
        Query = query;
    }

    /// <summary>The whole scheme in lower case, for example <c>rabbit+tls</c>.</summary>
    public string Scheme { get; }

    /// <summary>The scheme before its first <c>+</c>, for example <c>rabbit</c>.</summary>
    /// <value>The scheme without its suffix. A driver is found by the whole <see cref="Scheme"/>.</value>
    public string DriverScheme => Scheme.IndexOf('+') is var plus and > 0 ? Scheme[..plus] : Scheme;

    /// <summary>The path without its first <c>/</c>, decoded; the driver says what it names.</summary>
    /// <value>Null when the URL has no path, empty when the path is <c>/</c>.</value>
    public string? VirtualHost { get; }

    /// <summary>The hosts in the order of the URL.</summary>
    /// <value>Empty when the URL names none: the driver's default host is meant.</value>
    public IReadOnlyList<TransportHost> Hosts { get; }

    /// <summary>The options, decoded, by their names as written (upper and lower case differ).</summary>
    /// <value>Each has a value; several values of one option are separated by <c>,</c>.</value>
    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>Whether two URLs are equal in all their parts.</summary>
    /// <param name="left">One URL, or null.</param>
    /// <param name="right">The other URL, or null.</param>
    public static bool operator ==(TransportUrl? left, TransportUrl? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two URLs differ in any of their parts.</summary>
    /// <param name="left">One URL, or null.</param>
    /// <param name="right">The other URL, or null.</param>
    public static bool operator !=(TransportUrl? left, TransportUrl? right) => !(left == right);

    /// <summary>Reads a URL.</summary>
    /// <param name="url">The URL, at most 8,192 characters; null or blank means <c>rabbit://</c>.</param>
    /// <returns>The parsed URL.</returns>
    /// <exception cref="InvalidTransportUrlException">The URL cannot be read, or has a part without a meaning. The message says which part
    /// is wrong and what to write instead, and shows nothing that may be a password.</exception>
    public static TransportUrl Parse(string? url) => Parse(url, []);

    /// <summary>Reads a URL, with errors that name options which some drivers take. Other names are not shown: they may be pieces of a
    /// password that was not encoded.</summary>
    /// <param name="url">The URL, at most 8,192 characters; null or blank means <c>rabbit://</c>.</param>
    /// <param name="sections">The sections whose options may be named; those of <see cref="OsloSection.Default"/> always may.</param>
    /// <returns>The URL, read.</returns>
    /// <exception cref="InvalidTransportUrlException">As with <see cref="Parse(string?)"/>.</exception>
    public static TransportUrl Parse(string? url, IEnumerable<OsloSection> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        return TransportUrlParser.TryParse(url, sections, out var result, out var error) ? result : throw error;
    }

    /// <summary>Reads a URL, without an exception when it is not valid.</summary>
    /// <param name="url">The URL, at most 8,192 characters; null or blank means <c>rabbit://</c>.</param>
    /// <param name="result">The parsed URL; null when it is not valid.</param>
    /// <returns>Whether the URL could be read.</returns>
    public static bool TryParse(string? url, [NotNullWhen(true)] out TransportUrl? result) =>
        TransportUrlParser.TryParse(url, [], out result, out _);

    /// <summary>Reads an option as a whole number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="defaultValue">What to return when the URL does not set the option.</param>
    /// <param name="minimum">The smallest accepted value.</param>
    /// <param name="maximum">The largest accepted value.</param>
    /// <returns>The option's value, or the default.</returns>
    /// <exception cref="InvalidTransportUrlException">The value is not a whole number, or not within the range.</exception>
    public int GetInt32(string name, int defaultValue, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        Query.TryGetValue(name, out var value) ? OptionReader.ReadInt32(name, value, minimum, maximum) : defaultValue;

    /// <summary>Reads an option as a duration, written in seconds, whole or with a fraction.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="defaultValue">What to return when the URL does not set the option.</param>
    /// <returns>The option's value, or the default.</returns>
    /// <exception cref="InvalidTransportUrlException">The value is not a number of seconds, zero or more.</exception>
    public TimeSpan GetTimeSpan(string name, TimeSpan defaultValue) =>
        Query.TryGetValue(name, out var value) ? OptionReader.ReadSeconds(name, value) : defaultValue;

    /// <summary>Reads an option as a truth value: true, 1, yes, on, or false, 0, no, off, in upper or lower case.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="defaultValue">What to return when the URL does not set the option.</param>
    /// <returns>The option's value, or the default.</returns>
    /// <exception cref="InvalidTransportUrlException">The value is none of these words.</exception>
    public bool GetBoolean(string name, bool defaultValue) =>
        Query.TryGetValue(name, out var value) ? OptionReader.ReadBoolean(name, value) : defaultValue;

    /// <summary>Checks that the URL sets no option but the given ones, so that a misspelt one is not ignored.</summary>
    /// <param name="known">The names of the options that the driver reads.</param>
    /// <exception cref="InvalidTransportUrlException">The URL sets another option. The message names the nearest known one, or lists
    /// all.</exception>
    public void RequireKnownOptions(params ReadOnlySpan<string> known) => RequireKnown(null, known);

    /// <summary>Checks that the URL sets no option but those that a section of oslo.config sets, by their present names, and some
    /// more.</summary>
    /// <param name="section">The section.</param>
    /// <param name="further">The names of the others that the driver reads.</param>
    /// <exception cref="InvalidTransportUrlException">The URL sets another option. The message names the nearest known one, or lists
    /// all.</exception>
    public void RequireKnownOptions(OsloSection section, params ReadOnlySpan<string> further)
    {
        ArgumentNullException.ThrowIfNull(section);
        RequireKnown(section, [.. further, .. section.Options.Where(option => option.Applies).Select(option => option.Name)]);
    }

    /// <summary>Adds options that the URL does not set itself.</summary>
    /// <param name="options">The options, by their names. One that the URL sets, also by an older name of oslo.messaging's, stays as it
    /// is.</param>
    /// <param name="section">The section whose names the driver takes, or null.</param>
    /// <returns>The URL with the options.</returns>
    public TransportUrl WithDefaults(IEnumerable<KeyValuePair<string, string>> options, OsloSection? section = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var query = new OrderedDictionary<string, string>(Query, StringComparer.Ordinal);
        foreach (var (name, value) in options)
        {
            var known = section?.Find(name);
            if (!Query.Keys.Any(own => own == name || known?.IsNamed(own) == true))
            {
                query[name] = value;
            }
        }

        return With(new ReadOnlyDictionary<string, string>(query));
    }

    /// <summary>Prints the URL with <c>***</c> in place of every password and of every option whose name or value looks secret.</summary>
    /// <returns>The text for logs and errors.</returns>
    public override string ToString() => TransportUrlWriter.Write(this, withSecrets: false);

    /// <summary>Prints the URL with everything in it, as oslo.messaging does. Not for logs.</summary>
    /// <returns>A URL that reads as an equal one, but for an absent virtual host, which becomes an empty one.</returns>
    public string ToStringWithPassword() => TransportUrlWriter.Write(this, withSecrets: true);

    /// <summary>Whether the other URL is equal in scheme, hosts with their credentials, virtual host and options.</summary>
    /// <param name="other">The other URL, or null.</param>
    /// <returns>True when all parts are equal, letter by letter; the order of the options does not count.</returns>
    public bool Equals(TransportUrl? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Scheme == other.Scheme && VirtualHost == other.VirtualHost && Hosts.SequenceEqual(other.Hosts)
            && Query.Count == other.Query.Count && Query.All(o => other.Query.TryGetValue(o.Key, out var value) && value == o.Value));

    internal TransportUrl With(ReadOnlyDictionary<string, string> query) => new(Scheme, VirtualHost, [.. Hosts], query);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TransportUrl);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Scheme);
        hash.Add(VirtualHost);
        foreach (var host in Hosts)
        {
            hash.Add(host);
        }

        return hash.ToHashCode();
    }

    private void RequireKnown(OsloSection? section, ReadOnlySpan<string> known)
    {
        foreach (var name in Query.Keys)
        {
            if (!known.Contains(name))
            {
                throw OptionReader.Unknown(name, known, section);
            }
        }
    }
}
