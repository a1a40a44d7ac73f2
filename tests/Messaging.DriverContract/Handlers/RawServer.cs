using System.Text;
using Messaging.Drivers;

namespace Messaging.DriverContract;

/// <summary>A server that the test plays itself: it gets messages as they come, acknowledges them and answers nothing unless the test does.</summary>
internal sealed class RawServer : IMessageReceiver
{
    public Journal<RawRequest> Requests { get; } = new();

    public Journal<MessageId> Cancels { get; } = new();

    public void OnMessage(IncomingMessage message, ReadOnlySpan<byte> body)
    {
        message.Acknowledge();
        var content = RpcValue.Parse(Encoding.UTF8.GetString(body));
        Requests.Add(new RawRequest(message, content["oslo.message"].GetString() is { } inner ? RpcValue.Parse(inner) : content));
    }

    public void OnCancel(MessageId messageId) => Cancels.Add(messageId);

    /// <summary>The next request for a method, come already or still to come.</summary>
    public Task<RawRequest> WaitForAsync(string method) =>
        Requests.WaitForAsync(request => request.Method == method, $"a request for '{method}'");
}
