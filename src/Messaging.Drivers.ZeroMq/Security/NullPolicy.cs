using Messaging.Drivers.ZeroMq.Zmtp;

namespace Messaging.Drivers.ZeroMq.Security;

/// <summary>Every client is accepted, and everything is plain text.</summary>
internal sealed record NullPolicy : SecurityPolicy
{
    public override Mechanism CreateClient() => new NullMechanism(Metadata.Dealer);

    public override Mechanism CreateServer() => new NullMechanism(Metadata.Router);
}
