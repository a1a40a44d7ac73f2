using Messaging.Drivers.Thrift;

namespace Messaging.Benchmarks.Subjects.Thrift;

/// <summary>The echo as a Thrift service, and ours that serves and calls it: binary, framed, one connection.</summary>
internal static class ThriftEcho
{
    private static readonly ThriftService Service = ThriftService.Parse("service Echo { string echo(1: string payload) }");

    public static ISubject Create(int port, string topic) => new MessagingSubject(
        "thrift", $"thrift://127.0.0.1:{port}/?pipelining=true", topic, new TransportOptions
        {
            DriverOptions = new ThriftOptions { Services = { [ThriftOptions.AnyTopic] = Service } },
        });
}
