namespace Messaging.Drivers.Thrift.Messages;

/// <summary>The names of failures in the bodies of Core, and of Thrift's own errors.</summary>
internal static class FailureNames
{
    /// <summary>Core's clients throw it as a <see cref="MethodNotFoundException"/>.</summary>
    public const string MethodNotFound = "NoSuchMethod";
    public const string DispatcherModule = "oslo_messaging.rpc.dispatcher";

    /// <summary>The name that Python's library uses.</summary>
    public const string ApplicationException = "TApplicationException";
    public const string ApplicationModule = "thrift.Thrift";
}
