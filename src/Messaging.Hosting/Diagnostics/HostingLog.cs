using Microsoft.Extensions.Logging;

namespace Messaging.Hosting.Diagnostics;

/// <summary>Every line that Hosting logs.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(HostingEventId.StartedWithoutBroker, LogLevel.Warning,
        "The host starts without a broker, and will try again in {Seconds} s. {Reason}")]
    public static partial void StartedWithoutBroker(ILogger logger, double seconds, string reason);

    [LoggerMessage(HostingEventId.StillWithoutBroker, LogLevel.Warning, "Still no broker; trying again in {Seconds} s. {Reason}")]
    public static partial void StillWithoutBroker(ILogger logger, double seconds, string reason);

    [LoggerMessage(HostingEventId.ServesAtLast, LogLevel.Information, "The broker is available: every server is serving.")]
    public static partial void ServesAtLast(ILogger logger);

    [LoggerMessage(HostingEventId.CannotServe, LogLevel.Critical,
        "A server cannot start, and not for want of a broker. The application stops.")]
    public static partial void CannotServe(ILogger logger, Exception error);

    [LoggerMessage(
        HostingEventId.SettingIgnored, LogLevel.Warning, "The option '{Option}' of oslo.messaging has no effect here: {Why}.")]
    public static partial void SettingIgnored(ILogger logger, string option, string why);
}
