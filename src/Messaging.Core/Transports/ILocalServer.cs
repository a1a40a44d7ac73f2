namespace Messaging.Transports;

/// <summary>A server of this process, as seen by a call that times out.</summary>
internal interface ILocalServer
{
    Transport Transport { get; }

    Target Target { get; }

    /// <summary>How many methods are running when the limit is reached; otherwise null.</summary>
    int? Busy { get; }

    /// <summary>Whether this server is running the call.</summary>
    bool Runs(RpcInvocation? call);
}
