namespace Messaging.Serialization;

/// <summary>The names under which the library's own failures travel: those that Python's server sends, so that each side knows the other's.</summary>
internal static class FailureNames
{
    public const string DispatcherModule = "oslo_messaging.rpc.dispatcher";
    public const string Builtins = "builtins";

    /// <summary>A refusal that Python's server does not know. Its callers see a RemoteError of this type.</summary>
    public const string ServerOverloaded = "ServerOverloaded";

    /// <summary>A call that was with another server before, which was lost. Its callers see a RemoteError of this type.</summary>
    public const string MayHaveRun = "MayHaveRun";

    /// <summary>A call that has not run, because its server stopped, and that only its caller can send to another.</summary>
    public const string GivenBack = "CallGivenBack";

    /// <summary>A call of somebody who may not make it. Its callers see a RemoteError of this type.</summary>
    public const string NotAuthorized = "NotAuthorized";

    /// <summary>A request or a reply of more bytes than somebody takes. Its callers see a RemoteError of this type.</summary>
    public const string MessageTooLarge = "MessageTooLarge";
    public const string OwnModule = "Messaging";
    public const string Size = "size";
    public const string Limit = "limit";
    public const string IsReply = "is_reply";
    public const string Running = "running";
    public const string Waiting = "waiting";

    /// <summary>A field of our own beside Python's, which ignores it: arguments that do not fit are a TypeError there, which may mean anything.</summary>
    public const string InvalidArguments = "invalid_arguments";

    /// <summary>Fields of our own beside Python's, which ignores them: the .NET type of an exception that travels under a Python name.</summary>
    public const string DotnetClass = "dotnet_class";
    public const string DotnetModule = "dotnet_module";

    /// <summary>A field of our own: the properties of a declared exception that is no Python class of its own, which would not take them.</summary>
    public const string DotnetProperties = "dotnet_properties";
}
