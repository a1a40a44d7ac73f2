using System.Text;
using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.DriverContract;

/// <summary>A request as it stands on the wire, and the way back to its caller.</summary>
/// <param name="Message">What the driver gave.</param>
/// <param name="Content">The message without its envelope.</param>
internal sealed record RawRequest(IncomingMessage Message, RpcValue Content)
{
    public string Method => Content["method"].GetString()!;

    public string MessageId => Content["_msg_id"].GetString()!;

    public string ReplyTo => Content["_reply_q"].GetString()!;

    /// <summary>Answers with a result, given as JSON.</summary>
    public Task AnswerAsync(string result) => ReplyAsync(result, ending: true);

    /// <summary>Sends a sign of life.</summary>
    public Task BeatAsync() => ReplyAsync("null", ending: false);

    /// <summary>Sends a reply as a peer would.</summary>
    /// <param name="result">The result as JSON.</param>
    /// <param name="ending">Whether it is the last of its call.</param>
    /// <param name="failure">The failure as JSON, or null for none.</param>
    /// <param name="messageId">The id of another call.</param>
    public Task ReplyAsync(string result, bool ending, string? failure = null, string? messageId = null)
    {
        var text = failure is null ? "null" : JsonSerializer.Serialize(failure);
        var bare =
            $$"""{"result": {{result}}, "failure": {{text}}, "ending": {{(ending ? "true" : "false")}}, "_msg_id": "{{messageId ?? MessageId}}", "_unique_id": "{{Guid.NewGuid():N}}"}""";
        return SendAsync(Message.ReplyFormat == EnvelopeFormat.Bare ? bare : Raw.Envelope(bare));
    }

    /// <summary>Sends anything to the caller's address.</summary>
    public Task SendAsync(string body) =>
        Message.ReplyAsync(ReplyTo, Encoding.UTF8.GetBytes(body), new Deadline(TimeProvider.System, WaitLimit.Default),
            CancellationToken.None)
            .WithinLimit();
}
