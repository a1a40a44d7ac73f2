using System.Text.Json;
using Messaging.Contracts;
using Messaging.Drivers;

namespace Messaging.Contracts;

/// <summary>A call or a cast of a contract's member with its arguments, which are written straight into the message.</summary>
internal sealed class ContractRequest<TArguments>(MemberPlan plan, Deadline deadline, in TArguments arguments, RpcContext? context)
    : ContractRequest(plan, deadline, context)
    where TArguments : struct, IRpcArguments
{
    private readonly TArguments _arguments = arguments;

    public override void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        _arguments.Write(new RpcArgumentWriter(writer, Plan.Serializer, Plan.Method));
        writer.WriteEndObject();
    }
}
