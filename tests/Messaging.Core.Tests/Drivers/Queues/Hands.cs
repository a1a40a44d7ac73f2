using System.Text;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Drivers.Queues;

/// <summary>A receiver that keeps what it gets until the test ends it.</summary>
internal sealed class Hands : IMessageReceiver
{
    public List<(IncomingMessage Message, string Text)> Got { get; } = [];

    public IEnumerable<string> Texts => Got.Select(got => got.Text);

    public void OnMessage(IncomingMessage message, ReadOnlySpan<byte> body) => Got.Add((message, Encoding.UTF8.GetString(body)));

    public bool OnCancel(CallCancel cancel)
    {
        Got.Add((null!, cancel.Call.ToString()));
        return false;
    }
}
