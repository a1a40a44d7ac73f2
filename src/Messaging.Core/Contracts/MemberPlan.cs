using Messaging.Contracts;
using Messaging.Drivers;

namespace Messaging.Contracts;

/// <summary>How a client calls a member of a contract: everything that is the same for every call, computed once.</summary>
internal sealed class MemberPlan
{
    private readonly RpcClient _client;
    private readonly string _version;

    public MemberPlan(RpcClient client, IRpcContract contract, int member)
    {
        var (name, kind, settings) = contract.Describe(member);
        _client = client;
        _version = settings.Version;
        Method = name;
        Kind = kind == RpcMemberKind.Call ? MessageKind.Call
            : kind == RpcMemberKind.Fanout || client.Target.Fanout ? MessageKind.Fanout
            : MessageKind.Cast;
        Target = client.Target with
        {
            Namespace = client.Target.Namespace ?? contract.Namespace,

            // A request without a version asks for 1.0, in both languages.
            Version = _version == "1.0" ? null : _version,
            Fanout = client.Target.Fanout || Kind == MessageKind.Fanout,
            Server = Kind == MessageKind.Fanout ? null : client.Target.Server,
        };
        Serializer = contract.Serializer ?? client.Transport.Serializer;
        Timeout = Limits.Smaller(client.OwnTimeout, Limits.FromSeconds(settings.TimeoutSeconds)) ?? client.Transport.CallTimeout;
        MonitorTimeout = kind == RpcMemberKind.Call
            ? Limits.Smaller(client.MonitorTimeout, Limits.FromSeconds(settings.MonitorSeconds))
            : null;
        Throws = settings.Throws;
        IsIdempotent = kind == RpcMemberKind.Call && (client.IsIdempotent || settings.Idempotent);
    }

    public Transport Transport => _client.Transport;

    public Target Target { get; }

    public MessageKind Kind { get; }

    public string Method { get; }

    public JsonPayloadSerializer Serializer { get; }

    public TimeSpan Timeout { get; }

    public TimeSpan? MonitorTimeout { get; }

    public bool IsIdempotent { get; }

    public IReadOnlyList<RpcThrown> Throws { get; }

    /// <exception cref="InvalidTargetException">The target is a fanout, and the member is a call.</exception>
    /// <exception cref="RpcVersionCapException">The client's version cap forbids the version that the member needs.</exception>
    public void ThrowIfForbidden()
    {
        if (Kind == MessageKind.Call)
        {
            TargetRules.ForCall(Target);
        }

        _client.ThrowIfCapped(_version);
    }
}
