namespace Messaging.Drivers.Rabbit.Settings;

/// <summary>The options that cannot be combined: oslo.messaging refuses them, or the broker would.</summary>
internal sealed class OptionConflicts
{
    private readonly RabbitSettings _settings;
    private readonly RabbitOptions _options;
    private readonly string _autoDelete;
    private readonly string _quorum;
    private readonly string _transientQuorum;
    private readonly string _certFile;

    private OptionConflicts(RabbitSettings settings, RabbitOptions options)
    {
        _settings = settings;
        _options = options;
        _autoDelete = Name(UrlOptions.AutoDelete, "Queues.AutoDelete");
        _quorum = Name(UrlOptions.QuorumQueues, "Queues.Quorum");
        _transientQuorum = Name(UrlOptions.TransientQuorumQueues, "Queues.TransientQuorum");
        _certFile = Name(UrlOptions.TlsCertFile, "Tls.CertFile");
    }

    private string ByCertificate => $"{UrlOptions.Login}=EXTERNAL ({_options.NameOf(nameof(RabbitOptions.Login))})";

    /// <exception cref="ArgumentException">Two options cannot be combined, or one needs another. The message says what to do.</exception>
    public static void Check(RabbitSettings settings, RabbitOptions options)
    {
        var conflicts = new OptionConflicts(settings, options);
        conflicts.CheckDeadLetters();
        conflicts.CheckUserId();
        conflicts.CheckQueues();
        conflicts.CheckLogin();
        conflicts.CheckStreams();
    }

    private void CheckDeadLetters()
    {
        if (_settings.DeadLetterByBroker && !_settings.DeadLetterQueues)
        {
            throw new ArgumentException(
                $"{Name(UrlOptions.DeadLetterByBroker, "DeadLetters.ByBroker")} needs "
                        + $"{Name(UrlOptions.DeadLetterQueues, "DeadLetters.Enabled")}, which creates the queue. Turn that on as well.");
        }
    }

    /// <summary>The broker closes the channel of a message whose user is not that of its connection.</summary>
    private void CheckUserId()
    {
        if (_settings.UserId is null)
        {
            return;
        }

        var option = _options.NameOf(nameof(RabbitOptions.SendUserId));
        if (_settings.Credentials is not null || _settings.Login == RabbitLogin.Certificate)
        {
            var other = _settings.Credentials is null ? ByCertificate : $"{nameof(RabbitOptions)}.{nameof(RabbitOptions.Credentials)}";
            throw new ArgumentException($"{option} sends the user of the URL, but {other} determines the user. Leave one of them out.");
        }

        if (_settings.Hosts.Any(host => host.User != _settings.UserId))
        {
            throw new ArgumentException(
                $"{option} needs the same user at every host of the URL: the broker refuses messages that name another user than their "
                    + "connection's.");
        }
    }

    private void CheckQueues()
    {
        if (_settings.MirroredQueues && (_settings.QuorumQueues || _settings.TransientQuorumQueues))
        {
            throw new ArgumentException(
                $"{Name(UrlOptions.MirroredQueues, "Oslo.MirroredQueues")} and {(_settings.QuorumQueues ? _quorum : _transientQuorum)} "
                    + "cannot be combined: a queue is either mirrored or a quorum queue. Turn one of them off.");
        }

        if (_settings.AutoDelete && _settings.QuorumQueues)
        {
            throw new ArgumentException(
                $"{_autoDelete} and {_quorum} cannot be combined: the broker does not delete quorum queues with their last user. Turn one "
                    + "of them off.");
        }

        if (_settings.CancelOnFailover && (_settings.QuorumQueues || _settings.TransientQuorumQueues))
        {
            throw new ArgumentException(
                $"{Name(UrlOptions.CancelOnFailover, "Recovery.CancelOnFailover")} is for mirrored queues, and the broker refuses "
                    + "consumers of quorum queues that ask for it. Turn it off: quorum queues report by themselves when a consumer has to "
                    + "be set up again.");
        }
    }

    private void CheckLogin()
    {
        if (_settings.Login == RabbitLogin.Certificate && (!_settings.Tls || _settings.TlsCertFile is null))
        {
            throw new ArgumentException(
                $"{ByCertificate} needs TLS and {_certFile}, because the certificate is the login. Set both, or use PLAIN (Password).");
        }

        if (_settings.Login == RabbitLogin.Certificate && _settings.Credentials is not null)
        {
            throw new ArgumentException(
                $"{ByCertificate} and {nameof(RabbitOptions)}.{nameof(RabbitOptions.Credentials)} cannot be combined: with the first, the "
                    + "certificate is the login. Leave one of them out.");
        }

        if (_settings.TlsKeyFile is not null && _settings.TlsCertFile is null)
        {
            throw new ArgumentException(
                $"{Name(UrlOptions.TlsKeyFile, "Tls.KeyFile")} is the key of a certificate. Set {_certFile} as well.");
        }
    }

    private void CheckStreams()
    {
        var option = Name(UrlOptions.StreamFanout, "Queues.StreamFanout");
        if (_settings.StreamFanout && !_settings.TransientQuorumQueues)
        {
            throw new ArgumentException(
                $"{option} needs {_transientQuorum}, because the exchange of a stream is durable. Turn that on as well, for every service "
                    + "of the topic.");
        }

        if (_settings.StreamFanout && _settings.PrefetchCount == 0)
        {
            throw new ArgumentException(
                $"{option} needs {Name(UrlOptions.PrefetchCount, nameof(RabbitOptions.PrefetchCount))}, because the broker delivers from a "
                    + "stream only against a limit. Set it to 1 or more, for example to 64.");
        }
    }

    /// <summary>The name of an option in URLs and in oslo.config, and its name as a property: either may have set it.</summary>
    private string Name(string url, string option) => $"{url} ({_options.NameOf(option)})";
}
