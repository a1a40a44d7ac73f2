using Messaging.Drivers.Rabbit.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Messaging.Drivers.Rabbit.Connecting;

/// <summary>Logs the changes of state of one supervised connection, and of a long outage only the news.</summary>
internal sealed class LineLog(string purpose, TimeProvider time, ILogger logger)
{
    private readonly OutageNews _news = new(time);

    public void Connected(BrokerSession session) => RabbitLog.Connected(logger, session.Host.ToString(), purpose, _news.End());

    /// <summary>The connection was lost. Reasons already logged where they were found are not logged again.</summary>
    public void Lost(BrokerSession session, string reason)
    {
        _news.Begin();
        if (session is { IsLossExplained: false })
        {
            RabbitLog.ConnectionLost(logger, session.Host.ToString(), purpose, reason.TrimEnd('.'));
        }
    }

    /// <summary>An attempt failed, or the broker closed a connection as soon as it was used.</summary>
    public void Failed(ConnectionFailedException error, TimeSpan delay)
    {
        if (!_news.IsNews(error.Message))
        {
            return;
        }

        if (error.IsTransient)
        {
            RabbitLog.AttemptFailed(logger, purpose, error.Message, delay);
        }
        else
        {
            RabbitLog.AttemptRefused(logger, purpose, error.Message, delay);
        }
    }
}
