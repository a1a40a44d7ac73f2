namespace Messaging.Hosting.Diagnostics;

/// <summary>The numbers of Hosting's log events: 7000. A number is never reused for something else.</summary>
internal static class HostingEventId
{
    public const int StartedWithoutBroker = 7001;
    public const int StillWithoutBroker = 7002;
    public const int ServesAtLast = 7003;
    public const int CannotServe = 7004;
    public const int SettingIgnored = 7005;
}
