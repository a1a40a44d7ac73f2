namespace Messaging.Interop.Tests.Malformed;

/// <summary>What hostile messages are sent to.</summary>
[RpcEndpoint(Version = "1.5")]
public sealed class Probe
{
    public RpcValue Echo(RpcValue value) => value;

    public string Exposed() => "exposed";
}
