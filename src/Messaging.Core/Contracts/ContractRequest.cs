using Messaging.Contracts;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Contracts;

/// <summary>A call or a cast of a contract's member on its way, whatever its arguments.</summary>
internal abstract class ContractRequest(MemberPlan plan, Deadline deadline, RpcContext? context)
    : OutgoingRequest(plan.Kind, plan.Target, deadline, context)
{
    public MemberPlan Plan { get; } = plan;

    public override string Method => Plan.Method;

    public override TimeSpan? MonitorTimeout => Plan.MonitorTimeout;

    public override bool IsIdempotent => Plan.IsIdempotent;

    public override JsonPayloadSerializer Serializer => Plan.Serializer;

    public override IReadOnlyList<RpcThrown> Throws => Plan.Throws;
}
