using Messaging.Drivers.Rabbit.Consuming.Content;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>A compressed reply. It is passed on as soon as it is inflated, one at a time, and so needs no room of its own.</summary>
/// <param name="body">The compressed body.</param>
/// <param name="take">Receives the inflated body.</param>
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
        // The reply was acknowledged when it arrived, and nobody waits for it any more.
    }

    public override void OnNoRoom()
    {
        // A reply needs no room.
    }
}
