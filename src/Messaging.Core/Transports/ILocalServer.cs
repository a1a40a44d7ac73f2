namespace Messaging.Transports;

/// <summary>A server of this process, as a call that times out asks about it.</summary>
internal interface ILocalServer
{
    Transport Transport { get; }

    Target Target { get; }

    /// <summary>How many methods run, when that is as many as may; else null.</summary>
    int? Busy { get; }

    /// <summary>Whether a call is one of its own.</summary>
    bool Runs(RpcInvocation? call);
}
