namespace Messaging.Drivers.Thrift.Tests.Support;

/// <summary>The service of tests/peers/thrift/tester.thrift, which both languages serve and call.</summary>
internal static class TestServices
{
    public static ThriftService Tester { get; } = ThriftService.Load(PeerPrograms.PathOf(Path.Combine("thrift", "tester.thrift")));

    public static ThriftOptions Options(ThriftService? service = null) => new() { Services = { ["tester"] = service ?? Tester }, Grace = WaitLimit.Default };
}
