using System.Text;
using System.Text.Json;
using Messaging.Drivers;
using Messaging.Notifications.Diagnostics;
using Messaging.Notifications.Messages;
using Messaging.Serialization;
using Microsoft.Extensions.Logging;

namespace Messaging.Notifications.Notifying;

/// <summary>Writes notifications to the log, under a category for each event type, with secrets masked.</summary>
internal sealed class LogOutput(ILoggerFactory loggers) : INotificationOutput
{
    // The name that operators of oslo services know.
    private const string Category = "oslo.messaging.notification.";

    public string Name => "the log";

    public Task SendAsync(NotificationContent content, Deadline deadline, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger(Category + content.EventType);
        var level = LevelOf(content.Priority);
        if (logger.IsEnabled(level))
        {
            var json = ToMaskedJson(content);
            NotificationLog.Notified(logger, level, json);
        }

        return Task.CompletedTask;
    }

    private static LogLevel LevelOf(NotificationPriority priority) => priority switch
    {
        NotificationPriority.Debug => LogLevel.Debug,
        NotificationPriority.Warn => LogLevel.Warning,
        NotificationPriority.Error => LogLevel.Error,
        NotificationPriority.Critical => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    private static string ToMaskedJson(NotificationContent content)
    {
        using var plain = MessageBuffer.Rent();
        Write(plain, writer => NotificationWriter.WriteFields(writer, content));
        NonFiniteNumbers.TryReplaceWords(plain);
        using var masked = MessageBuffer.Rent();
        using var document = JsonDocument.Parse(plain.WrittenMemory, new JsonDocumentOptions { MaxDepth = EnvelopeFields.MaxDepth });
        Write(masked, writer => SecretMask.WriteProperties(writer, document.RootElement));
        return Encoding.UTF8.GetString(masked.WrittenSpan);
    }

    private static void Write(MessageBuffer buffer, Action<Utf8JsonWriter> properties)
    {
        using var loan = JsonWriters.Rent(buffer, out var writer);
        writer.WriteStartObject();
        properties(writer);
        writer.WriteEndObject();
        writer.Flush();
    }
}
