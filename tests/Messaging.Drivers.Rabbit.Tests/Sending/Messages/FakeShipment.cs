using Messaging.Drivers.Rabbit.Sending.Messages;
using Messaging.Drivers.Rabbit.Topology;
using Messaging.Drivers.Rabbit.Verdicts;

namespace Messaging.Drivers.Rabbit.Tests.Sending.Messages;

/// <summary>A shipment that notes what becomes of it.</summary>
internal sealed class FakeShipment(string key = "k", bool mandatory = false, string body = "", ExchangePlan? exchange = null)
    : Shipment(new Route(exchange, key), mandatory)
{
    public List<string> Fate { get; } = [];

    public override SendKind Kind => SendKind.Cast;

    public override Deadline Deadline { get; } = new(TimeProvider.System, TimeSpan.FromMinutes(1));

    public override bool IsAbandoned => false;

    public FakeShipment WithBody()
    {
        Body.Write(System.Text.Encoding.UTF8.GetBytes(body));
        return this;
    }

    public override void OnSent() => Fate.Add("sent");

    public override void OnConfirmed() => Fate.Add("confirmed");

    protected override void OnReturned(ReadOnlyMemory<byte> body) => Fate.Add("returned");

    protected override void CarryOut(SendStep step, in Setback setback) => Fate.Add(setback switch
    {
        { Error: not null } => "not sent",
        { End: { } end } => (end.WasDropped ? "dropped " : "lost ") + end.Reason,
        _ => "refused",
    });
}
