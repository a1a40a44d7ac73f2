namespace Messaging.Notifications.Messages;

/// <summary>The names of priorities on the wire.</summary>
internal static class NotificationPriorities
{
    private static readonly string[] Wire = ["AUDIT", "DEBUG", "INFO", "WARN", "ERROR", "CRITICAL", "SAMPLE"];
    private static readonly string[] Lower = Array.ConvertAll(Wire, name => name.ToLowerInvariant());

    public static IReadOnlyList<NotificationPriority> All { get; } = Enum.GetValues<NotificationPriority>();

    /// <summary>Its name in the body.</summary>
    public static string ToWireName(this NotificationPriority priority) => Wire[(int)priority];

    /// <summary>Its name in the names of queues and of Python's methods.</summary>
    public static string ToLowerName(this NotificationPriority priority) => Lower[(int)priority];

    public static bool TryParse(ReadOnlySpan<char> text, out NotificationPriority priority)
    {
        for (var i = 0; i < Wire.Length; i++)
        {
            if (text.Equals(Wire[i], StringComparison.OrdinalIgnoreCase))
            {
                priority = (NotificationPriority)i;
                return true;
            }
        }

        priority = default;
        return false;
    }
}
