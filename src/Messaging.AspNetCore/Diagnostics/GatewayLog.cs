using Microsoft.Extensions.Logging;

namespace Messaging.AspNetCore.Diagnostics;

/// <summary>Every line that the gateway logs.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(
        GatewayEventId.GatewayCallFailed, LogLevel.Warning,
        "'{Method}' of '{Topic}' was answered with {Status}, without telling the client why.")]
    public static partial void GatewayCallFailed(ILogger logger, string method, string topic, int status, Exception error);
}
