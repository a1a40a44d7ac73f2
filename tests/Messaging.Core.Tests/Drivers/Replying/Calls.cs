using System.Text;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Drivers.Replying;

/// <summary>Calls and replies by hand.</summary>
internal static class Calls
{
    public static OutgoingMessage Call(TimeProvider clock, TimeSpan timeout, TimeSpan? monitor = null) => new NamedRequest(
        MessageKind.Call,
        new Target { Topic = "topic" },
        new Deadline(clock, timeout),
        "method",
        null,
        null,
        JsonPayloadSerializer.ByReflection())
    {
        SilenceLimit = monitor,
    };

    public static Reply Reply(MessageId id, string result = "1", bool ending = true) => Reply(id.ToString(), result, ending);

    public static Reply Reply(string id, string result = "1", bool ending = true) => Messaging.Drivers.Reply.Read(Encoding.UTF8.GetBytes(
        $$"""{"result": {{result}}, "failure": null, "ending": {{(ending ? "true" : "false")}}, "_msg_id": "{{id}}"}"""));

    public static string Result(Reply reply) => Encoding.UTF8.GetString(reply.ResultBytes);
}
