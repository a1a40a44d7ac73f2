using System.Text;
using Messaging.Drivers;
using Messaging.Serialization;

namespace Messaging.Core.Tests.Serialization;

/// <summary>Bodies as the library writes them.</summary>
internal static class Bodies
{
    public const string CallId = "00000000000000010000000000000002";

    public static string Request(
        EnvelopeFormat format, string method, object? arguments, RpcContext? context = null, MessageKind kind = MessageKind.Call,
        Target? target = null, TimeSpan? monitor = null)
    {
        var message = new NamedRequest(
            kind, target ?? new Target { Topic = "t" }, new Deadline(TimeProvider.System, TimeSpan.FromMinutes(1)), method, arguments, context,
            JsonPayloadSerializer.ByReflection()) { SilenceLimit = monitor };
        using var buffer = MessageBuffer.Rent();
        message.WriteTo(buffer, format, new MessageId(1, 2), "reply_q");
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Result<T>(EnvelopeFormat format, T result, string messageId = CallId)
    {
        using var buffer = MessageBuffer.Rent();
        ReplyWriter.WriteResult(buffer, format, Encoding.UTF8.GetBytes(messageId), result,
            static (writer, value) => JsonPayloadSerializer.ByReflection().WriteResult(writer, value, "m"));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Failure(EnvelopeFormat format, Exception error, bool withTrace = false, bool isRefusal = false)
    {
        using var failure = MessageBuffer.Rent();
        FailureWriter.Write(failure, error, new RemoteExceptionMap(), withTrace, isRefusal);
        using var buffer = MessageBuffer.Rent();
        ReplyWriter.WriteFailure(buffer, format, Encoding.UTF8.GetBytes(CallId), failure);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Heartbeat(EnvelopeFormat format)
    {
        using var buffer = MessageBuffer.Rent();
        ReplyWriter.WriteHeartbeat(buffer, format, Encoding.UTF8.GetBytes(CallId));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Request Read(string body) => RequestReader.Read(Encoding.UTF8.GetBytes(body));
}
