namespace Messaging.Serialization;

/// <summary>Describes an exception.</summary>
internal static class ErrorText
{
    /// <summary>Its type and its message.</summary>
    public static string Describe(Exception error) => $"{error.GetType().Name}: {MessageOf(error)}";

    /// <summary>The message of an exception, or a word for it.</summary>
    public static string MessageOf(Exception error)
    {
        try
        {
            return (error as RemoteException)?.RemoteMessage ?? error.Message ?? "";
        }
        catch (Exception e)
        {
            // A user's type may compute it, and fail.
            return $"(its message failed with {e.GetType().Name})";
        }
    }
}
