namespace Messaging.Thrift.Bridging;

/// <summary>Chooses the failure that a forwarded call passes on, so that the first caller is told what the last server said.</summary>
internal static class ForwardedFailure
{
    private const string DispatcherModule = "oslo_messaging.rpc.dispatcher";

    /// <summary>The failure to pass on; null for the error as it is.</summary>
    public static RemoteException? Of(Exception error) => error switch
    {
        RemoteException => null,

        // A refusal of the last server: thrown by a method it would be a failure of that name, which callers do not know.
        MethodNotFoundException refused => new RemoteException("NoSuchMethod", DispatcherModule, refused.RemoteMessage),
        UnsupportedVersionException refused => new RemoteException("UnsupportedVersion", DispatcherModule, refused.RemoteMessage),

        // The transport has rebuilt the exception as the user allows: the server's own words say more.
        { InnerException: RemoteException said } => said,
        _ => null,
    };
}
