namespace Messaging.Drivers.Amqp1.Addressing;

/// <summary>The patterns of the generic dialect, from the URL and the options.</summary>
internal sealed class AddressPatterns
{
    private static readonly string[] OfGenericOnly =
    [
        UrlOptions.TopicAddress, UrlOptions.ServerAddress, UrlOptions.FanoutAddress, UrlOptions.FanoutSource,
        UrlOptions.NotificationAddress, UrlOptions.NotificationSource, UrlOptions.PoolSource, UrlOptions.ReplyAddress,
        UrlOptions.ReplySessions,
    ];

    private AddressPatterns(TransportUrl url, Amqp1Options options)
    {
        var given = options.Addresses;
        string[] ofTopic = [AddressPattern.Exchange, AddressPattern.Topic];
        string[] ofServer = [AddressPattern.Exchange, AddressPattern.Topic, AddressPattern.Server];
        string[] ofPool = [AddressPattern.Exchange, AddressPattern.Topic, AddressPattern.Pool];
        Topic = Read(url, UrlOptions.TopicAddress, given.Topic, ofTopic, AddressPattern.Topic)!;
        Server = Read(url, UrlOptions.ServerAddress, given.Server, ofServer, AddressPattern.Topic, AddressPattern.Server);
        Fanout = Read(url, UrlOptions.FanoutAddress, given.Fanout, ofTopic, AddressPattern.Topic);
        FanoutSource = Read(url, UrlOptions.FanoutSource, given.FanoutSource, ofServer, AddressPattern.Topic, AddressPattern.Server);
        Notification = Read(url, UrlOptions.NotificationAddress, given.Notification, ofTopic, AddressPattern.Topic)!;
        NotificationSource = Read(url, UrlOptions.NotificationSource, given.NotificationSource, ofTopic, AddressPattern.Topic);
        PoolSource = Read(url, UrlOptions.PoolSource, given.PoolSource, ofPool, AddressPattern.Topic, AddressPattern.Pool);
        Replies = Read(url, UrlOptions.ReplyAddress, given.Replies, [AddressPattern.Machine]);
        ReplySessions = url.GetBoolean(UrlOptions.ReplySessions, options.ReplySessions);
    }

    public AddressPattern Topic { get; }

    public AddressPattern? Server { get; }

    public AddressPattern? Fanout { get; }

    public AddressPattern? FanoutSource { get; }

    public AddressPattern Notification { get; }

    public AddressPattern? NotificationSource { get; }

    public AddressPattern? PoolSource { get; }

    public AddressPattern? Replies { get; }

    public bool ReplySessions { get; }

    /// <summary>Reads and checks the patterns.</summary>
    /// <exception cref="InvalidTransportUrlException">A pattern in the URL is wrong, or has no meaning with the other options.</exception>
    /// <exception cref="ArgumentException">A pattern in the options is wrong.</exception>
    public static AddressPatterns Read(TransportUrl url, Amqp1Options options, Amqp1Dialect dialect, bool onlyReplyQueues)
    {
        var patterns = new AddressPatterns(url, options);
        if (dialect != Amqp1Dialect.Generic)
        {
            return Array.Find(OfGenericOnly, url.Query.ContainsKey) is { } stray
                ? throw Wrong($"Option '{stray}' of the transport URL goes with {UrlOptions.Dialect}=generic. Write both, or leave it out.")
                : patterns;
        }

        if (patterns is { FanoutSource: not null, Fanout: null })
        {
            throw Wrong($"{UrlOptions.FanoutSource} is set without {UrlOptions.FanoutAddress}: servers would wait where nobody sends. Set "
                + "both.");
        }

        if (patterns is { ReplySessions: true, Replies: null })
        {
            throw Wrong($"{UrlOptions.ReplySessions} is for an existing queue of replies. Name it in {UrlOptions.ReplyAddress}.");
        }

        if (onlyReplyQueues && string.IsNullOrEmpty(patterns.Replies?.Head))
        {
            throw Wrong(
                $"With {UrlOptions.Dialect}=generic, {UrlOptions.OnlyReplyQueues} depends on {UrlOptions.ReplyAddress}. Set it as callers "
                    + "have it, with a beginning that no other address has.");
        }

        return patterns;
    }

    private static AddressPattern? Read(TransportUrl url, string option, string? fallback, string[] known, params string[] needed)
    {
        var isOfUrl = url.Query.TryGetValue(option, out var text);
        text = isOfUrl ? text : fallback;
        if (string.IsNullOrEmpty(text))
        {
            return needed is [AddressPattern.Topic] && option is UrlOptions.TopicAddress or UrlOptions.NotificationAddress
                ? throw new ArgumentException(
                    $"{nameof(Amqp1Addresses)}: the address that is '{option}' in URLs is empty. Set it, or leave it as it is.", option)
                : null;
        }

        if (AddressPattern.Read(text, known, needed, out var pattern) is not { } fault)
        {
            return pattern;
        }

        throw isOfUrl ? Wrong($"Option '{option}' of the transport URL {fault}")
            : new ArgumentException($"{nameof(Amqp1Addresses)}: the address that is '{option}' in URLs {fault}", option);
    }

    private static InvalidTransportUrlException Wrong(string message) => new(TransportUrlPart.Query, message);
}
