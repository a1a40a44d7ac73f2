using Messaging.Notifications.Messages;

namespace Messaging.Notifications.Notifying;

/// <summary>The destinations of a notifier, and those of each notification. Shared by a notifier and those derived from it.</summary>
internal sealed class NotifierOutputs
{
    private readonly NotifierDriver[] _drivers;
    private readonly NotificationRouting? _routing;
    private readonly Dictionary<NotifierDriver, INotificationOutput[]> _outputs = [];
    private readonly INotificationOutput[] _always;

    /// <exception cref="InvalidTargetException">A topic or the exchange is not valid.</exception>
    /// <exception cref="NotSupportedException">The transport's driver does not support notifications.</exception>
    public NotifierOutputs(Transport transport, NotifierOptions options)
    {
        _drivers = [.. options.Drivers];
        _routing = _drivers.Contains(NotifierDriver.Routing) ? options.Routing : null;
        foreach (var driver in _drivers)
        {
            Open(driver, transport, options);
        }

        _always = [.. _drivers.Where(driver => driver != NotifierDriver.Routing).SelectMany(driver => _outputs[driver])];
    }

    /// <summary>Whether anything is sent anywhere.</summary>
    public bool IsEnabled => Array.Exists(_drivers, driver => driver != NotifierDriver.Noop);

    /// <summary>The destinations of a notification.</summary>
    public IReadOnlyList<INotificationOutput> Select(string eventType, NotificationPriority priority)
    {
        if (_routing is null)
        {
            return _always;
        }

        var selected = new List<INotificationOutput>(_always);
        foreach (var (driver, outputs) in _outputs)
        {
            if (_routing.Accepts(driver, eventType, priority))
            {
                selected.AddRange(outputs);
            }
        }

        return selected;
    }

    private void Open(NotifierDriver driver, Transport transport, NotifierOptions options)
    {
        if (driver == NotifierDriver.Routing)
        {
            foreach (var rule in _routing!.Rules)
            {
                Open(rule.Driver, transport, options);
            }
        }
        else if (!_outputs.ContainsKey(driver))
        {
            _outputs[driver] = driver switch
            {
                NotifierDriver.Log => [new LogOutput(transport.LoggerFactory)],
                NotifierDriver.Noop => [],
                _ => OpenTopics(transport, options, isBare: driver == NotifierDriver.Messaging),
            };
        }
    }

    private static INotificationOutput[] OpenTopics(Transport transport, NotifierOptions options, bool isBare)
    {
        NotificationTargets.RequireDriver(transport);
        return [.. options.Topics.Select(topic => new TopicOutput(transport, topic, options.Exchange, isBare))];
    }
}
