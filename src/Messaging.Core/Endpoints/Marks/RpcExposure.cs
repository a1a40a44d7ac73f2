namespace Messaging;

/// <summary>Which methods of an endpoint are served.</summary>
public enum RpcExposure
{
    /// <summary>
    /// Every public instance method, including inherited ones, except those of <see cref="object"/>, <see cref="IDisposable"/> and
    /// <see cref="IAsyncDisposable"/>, property and event accessors, and names that begin with an underscore.
    /// </summary>
    PublicMethods,

    /// <summary>Only public methods with a <see cref="RpcMethodAttribute"/>.</summary>
    MarkedMethods,
}
