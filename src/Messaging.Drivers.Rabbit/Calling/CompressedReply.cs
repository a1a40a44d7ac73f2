using Messaging.Drivers.Rabbit.Consuming.Content;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>A compressed reply. It is handed on as soon as it is inflated, one at a time, and so needs no room of its own.</summary>
/// <param name="body">Its body.</param>
/// <param name="take">What is done with it.</param>
internal sealed class CompressedReply(ReadOnlyMemory<byte> body, Action<ReadOnlyMemory<byte>> take)
    : CompressedMessage(body.Span, default)
{
    public override int Measure() => 0;

    public override bool IsGone => false;

    public override int Take()
    {
        take(Body);
        return 0;
    }

    public override void GiveBack()
    {
        // It was acknowledged when it came, and nobody waits for it any more.
    }

    public override void OnNoRoom()
    {
        // It needs none.
    }
}
