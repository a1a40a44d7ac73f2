namespace Messaging.Serialization;

/// <summary>The wire names of the library's own failures: those that Python's server sends, so that each side understands the
/// other.</summary>
internal static class FailureNames
{
    public const string DispatcherModule = "oslo_messaging.rpc.dispatcher";
    public const string Builtins = "builtins";

    /// <summary>A refusal that Python's server does not know. Its callers see a RemoteError of this type.</summary>
    public const string ServerOverloaded = "ServerOverloaded";

    /// <summary>A call that was delivered to another server before, which was lost. Python callers see a RemoteError of this
    /// type.</summary>
    public const string MayHaveRun = "MayHaveRun";

    /// <summary>A call that has not run because its server stopped, and that only its caller can send to another.</summary>
    public const string GivenBack = "CallGivenBack";

    /// <summary>A call that its caller may not make. Python callers see a RemoteError of this type.</summary>
    public const string NotAuthorized = "NotAuthorized";

    /// <summary>A request or a reply that is too large for one side. Python callers see a RemoteError of this type.</summary>
    public const string MessageTooLarge = "MessageTooLarge";
    public const string OwnModule = "Messaging";
    public const string Size = "size";
    public const string Limit = "limit";
    public const string IsReply = "is_reply";
    public const string Running = "running";
    public const string Waiting = "waiting";

    /// <summary>Our own field beside Python's, which ignores it: arguments that do not fit are a TypeError there, which may mean
    /// anything.</summary>
    public const string InvalidArguments = "invalid_arguments";

    /// <summary>Our own fields beside Python's, which ignores them: the .NET type of an exception that is sent under a Python
    /// name.</summary>
    public const string DotnetClass = "dotnet_class";
    public const string DotnetModule = "dotnet_module";

    /// <summary>Our own field: the properties of a declared exception that did not choose its Python class, which would not accept
    /// them.</summary>
    public const string DotnetProperties = "dotnet_properties";
}
