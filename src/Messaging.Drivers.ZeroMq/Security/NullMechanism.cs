using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>No security: both sides send READY.</summary>
internal sealed class NullMechanism(string socketType) : Mechanism(socketType)
{
    public override string Name => "NULL";

    public override void Start(MessageBuffer output) => WriteMetadata(output, "READY"u8);

    public override void Take(ReadOnlySpan<byte> command, MessageBuffer output) => End(Command.Expect(command, "READY"u8));
}
