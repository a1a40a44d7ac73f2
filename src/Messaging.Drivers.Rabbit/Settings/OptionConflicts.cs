namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>The options that cannot go together: oslo.messaging refuses them, or the broker would.</summary>
internal static class OptionConflicts
{
    /// <exception cref="ArgumentException">Two options exclude each other, or one needs another. The message says what to do.</exception>
    public static void Check(RabbitSettings settings)
    {
        CheckDeadLetters(settings);
        CheckUserId(settings);
        if (settings.MirroredQueues && (settings.QuorumQueues || settings.TransientQuorumQueues))
        {
            throw Conflict(
                $"{UrlOptions.MirroredQueues} and {(settings.QuorumQueues ? UrlOptions.QuorumQueues : UrlOptions.TransientQuorumQueues)} "
                    + "exclude each other: a queue is mirrored or a quorum queue, not both. Turn one of them off.");
        }

        if (settings.AutoDelete && settings.QuorumQueues)
        {
            throw Conflict(
                $"{UrlOptions.AutoDelete} and {UrlOptions.QuorumQueues} exclude each other: the broker has no quorum queues that go away "
                    + "with their last user. Turn one of them off.");
        }

        if (settings.CancelOnFailover && (settings.QuorumQueues || settings.TransientQuorumQueues))
        {
            throw Conflict(
                $"{UrlOptions.CancelOnFailover} is for mirrored queues, and the broker refuses consumers of quorum queues that ask for it. "
                    + "Turn it off: quorum queues say by themselves when a consumer has to be set up anew.");
        }

        if (settings.Login == RabbitLogin.Certificate && (!settings.Tls || settings.TlsCertFile is null))
        {
            throw Conflict(
                $"{UrlOptions.Login}=EXTERNAL needs TLS and {UrlOptions.TlsCertFile}: the certificate says who we are. Set both, or use "
                    + "PLAIN.");
        }

        if (settings.Login == RabbitLogin.Certificate && settings.Credentials is not null)
        {
            throw Conflict(
                $"{UrlOptions.Login}=EXTERNAL and {nameof(RabbitOptions)}.{nameof(RabbitOptions.Credentials)} exclude each other: with the "
                    + "first the certificate says who we are. Leave one of them out.");
        }

        if (settings.TlsKeyFile is not null && settings.TlsCertFile is null)
        {
            throw Conflict($"{UrlOptions.TlsKeyFile} is the key of a certificate. Set {UrlOptions.TlsCertFile} as well.");
        }

        if (settings.StreamFanout && !settings.TransientQuorumQueues)
        {
            throw Conflict(
                $"{UrlOptions.StreamFanout} needs {UrlOptions.TransientQuorumQueues}, because the exchange of a stream is durable. Turn "
                    + "that on as well, for every service of the topic.");
        }

        if (settings.StreamFanout && settings.PrefetchCount == 0)
        {
            throw Conflict(
                $"{UrlOptions.StreamFanout} needs {UrlOptions.PrefetchCount}, because the broker delivers from a stream only against a "
                    + "limit. Set it to 1 or more, for example to 64.");
        }
    }

    /// <summary>The broker closes the channel of a message whose user is not that of its connection.</summary>
    private static void CheckUserId(RabbitSettings settings)
    {
        if (settings.UserId is null)
        {
            return;
        }

        const string Option = $"{nameof(RabbitOptions)}.{nameof(RabbitOptions.SendUserId)}";
        if (settings.Credentials is not null || settings.Login == RabbitLogin.Certificate)
        {
            throw Conflict(
                $"{Option} sends the user of the URL, but {(settings.Credentials is null ? $"{UrlOptions.Login}=EXTERNAL" : nameof(RabbitOptions.Credentials))} "
                    + "says who we are. Leave one of them out.");
        }

        if (settings.Hosts.Any(host => host.User != settings.UserId))
        {
            throw Conflict($"{Option} needs the same user at every host of the URL: the broker refuses what says another user than that of its connection.");
        }
    }

    private static void CheckDeadLetters(RabbitSettings settings)
    {
        if (settings.DeadLetterByBroker && !settings.DeadLetterQueues)
        {
            throw Conflict($"{UrlOptions.DeadLetterByBroker} needs {UrlOptions.DeadLetterQueues}, which makes the queue. Turn that on as well.");
        }
    }

    private static ArgumentException Conflict(string message) =>
        new($"{message} (These are the names in URLs and in oslo.config; {nameof(RabbitOptions)} says of each property which it is.)");
}
