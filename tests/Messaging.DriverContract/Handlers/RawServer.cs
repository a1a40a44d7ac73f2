using System.Text;
using Messaging.Drivers;

namespace Messaging.DriverContract;

/// <summary>A server that the test plays itself: it gets messages as they come, and answers nothing unless the test does.</summary>
/// <param name="acknowledges">Whether it acknowledges each at once; otherwise that is on the test, and what has no ending goes back when it is disposed.</param>
internal sealed class RawServer(bool acknowledges) : IMessageReceiver, IAsyncDisposable
{
    /// <summary>What feeds it.</summary>
    public IListener? Listener { get; set; }

    public Journal<RawRequest> Requests { get; } = new();

    public Journal<MessageId> Cancels { get; } = new();

    public void OnMessage(IncomingMessage message, ReadOnlySpan<byte> body)
    {
        if (acknowledges)
        {
            message.Acknowledge();
        }

        var content = RpcValue.Parse(Encoding.UTF8.GetString(body));
        Requests.Add(new RawRequest(message, content["oslo.message"].GetString() is { } inner ? RpcValue.Parse(inner) : content));
    }

    public bool OnCancel(CallCancel cancel)
    {
        Cancels.Add(cancel.Call);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (Listener is { } listener)
        {
            Listener = null;
            await listener.DisposeAsync();
        }
    }

    /// <summary>The next request for a method, come already or still to come.</summary>
    public Task<RawRequest> WaitForAsync(string method) =>
        Requests.WaitForAsync(request => request.Method == method, $"a request for '{method}'");
}
