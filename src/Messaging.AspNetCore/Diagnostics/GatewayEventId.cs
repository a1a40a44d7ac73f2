namespace Messaging.AspNetCore.Diagnostics;

/// <summary>The numbers of the gateway's log events: 14000. A number is never reused for something else.</summary>
internal static class GatewayEventId
{
    public const int GatewayCallFailed = 14001;
}
