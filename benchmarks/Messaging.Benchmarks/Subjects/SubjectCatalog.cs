using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects.Grpc;
using Messaging.Benchmarks.Subjects.Http;
using Messaging.Benchmarks.Subjects.Libzmq;
using Messaging.Benchmarks.Subjects.MassTransit;
using Messaging.Benchmarks.Subjects.NetMq;
using Messaging.Benchmarks.Subjects.OneWay;
using Messaging.Benchmarks.Subjects.Oslo;
using Messaging.Benchmarks.Subjects.Raw;
using Messaging.Benchmarks.Subjects.Raw.Casts;
using Messaging.Benchmarks.Subjects.RawAmqp1;
using Messaging.Benchmarks.Subjects.Sockets;
using Messaging.Benchmarks.Subjects.StreamJsonRpc;
using Messaging.Benchmarks.Subjects.Thrift;
using Messaging.Benchmarks.Subjects.Wolverine;

namespace Messaging.Benchmarks.Subjects;

/// <summary>Every subject there is. A further one is a class and an entry here.</summary>
internal static class SubjectCatalog
{
    private static readonly SubjectEntry[] Entries =
    [
        new()
        {
            // Nothing else does what it does; beside the raw twin it shows what a broker costs.
            Name = "memory",
            Twins = ["raw"],
            Create = setup => Ours("memory", "memory://benchmark", setup),
        },
        new()
        {
            Name = "rabbit",
            Twins = ["raw", "masstransit", "wolverine", "oslo"],
            NeedsBroker = true,
            CanBeApart = true,
            Create = setup => Ours("rabbit", setup.Url, setup),
        },
        new()
        {
            Name = "memory-typed",
            Twins = ["memory"],
            Create = setup => Call(setup, () => new TypedSubject("memory-typed", "memory://typed", setup.Topic)),
        },
        new()
        {
            Name = "rabbit-typed",
            Twins = ["rabbit"],
            NeedsBroker = true,
            CanBeApart = true,
            Create = setup => Call(setup, () => new TypedSubject("rabbit-typed", setup.Url, setup.Topic)),
        },
        new()
        {
            Name = "raw",
            NeedsBroker = true,
            CanBeApart = true,
            Create = setup => setup.Shape == Shape.Call
                ? new RawSubject(setup.Url, setup.Topic)
                : new RawCasts(setup.Url, setup.Topic, setup.Shape),
        },
        new()
        {
            Name = "masstransit",
            NeedsBroker = true,
            CanBeApart = true,
            Create = setup => Call(setup, () => new MassTransitSubject(setup.Url, setup.Topic)),
        },
        new()
        {
            Name = "wolverine",
            NeedsBroker = true,
            CanBeApart = true,
            Create = setup => Call(setup, () => new WolverineSubject(setup.Url, setup.Topic)),
        },
        new()
        {
            Name = "amqp1",
            Twins = ["raw-amqp1", "raw"],
            NeedsBroker = true,
            CanBeApart = true,
            Create = setup => Ours("amqp1", Amqp1Address.Of(setup.Url), setup),
        },
        new()
        {
            Name = "raw-amqp1",
            NeedsBroker = true,
            CanBeApart = true,
            Create = setup => Call(setup, () => new RawAmqp1Subject(Amqp1Address.Check(setup.Url), setup.Topic)),
        },
        new() { Name = "oslo", NeedsBroker = true, Create = setup => Call(setup, () => new OsloSubject(setup.Url, setup.Topic)) },
        new()
        {
            Name = "zmq",
            Twins = ["libzmq", "netmq", "grpc", "streamjsonrpc", "socket"],
            CanBeApart = true,
            Create = setup => Ours("zmq", $"zmq://127.0.0.1:{setup.Port}", setup),
        },
        new()
        {
            Name = "zmq-client",
            Twins = ["libzmq"],
            Create = setup => Call(setup, () => new ToLibzmqSubject(setup.Port, setup.Topic)),
        },
        new()
        {
            Name = "zmq-server",
            Twins = ["libzmq"],
            Create = setup => Call(setup, () => new FromLibzmqSubject(setup.Port, setup.Topic)),
        },
        new()
        {
            Name = "gateway",
            Twins = ["endpoint"],
            Create = setup => Call(setup, () => new HttpSubject(true, setup.Port, setup.Topic))
        },
        new() { Name = "endpoint", Create = setup => Call(setup, () => new HttpSubject(false, setup.Port, setup.Topic)) },
        new()
        {
            Name = "thrift",
            Twins = ["apachethrift", "apachethrift-pool"],
            CanBeApart = true,
            Create = setup => Call(setup, () => ThriftEcho.Create(setup.Port, setup.Topic)),
        },
        new()
        {
            Name = "apachethrift",
            CanBeApart = true,
            Create = setup => Call(setup, () => new ApacheThriftSubject(setup.Port, isPool: false))
        },
        new()
        {
            Name = "apachethrift-pool",
            CanBeApart = true,
            Create = setup => Call(setup, () => new ApacheThriftSubject(setup.Port, isPool: true))
        },
        new() { Name = "libzmq", Create = setup => Call(setup, () => new LibzmqSubject()) },
        new() { Name = "netmq", CanBeApart = true, Create = setup => Call(setup, () => new NetMqSubject(setup.Port)) },
        new() { Name = "grpc", CanBeApart = true, Create = setup => Call(setup, () => new GrpcSubject(setup.Port)) },
        new() { Name = "streamjsonrpc", CanBeApart = true, Create = setup => Call(setup, () => new StreamJsonRpcSubject(setup.Port)) },
        new() { Name = "socket", CanBeApart = true, Create = setup => Call(setup, () => new SocketSubject(setup.Port)) },
    ];

    public static IEnumerable<string> Names => Entries.Select(entry => entry.Name);

    /// <summary>The place of a subject among all.</summary>
    public static int IndexOf(string name) => Array.FindIndex(Entries, entry => entry.Name == name);

    /// <exception cref="ArgumentException">There is no subject of that name.</exception>
    public static SubjectEntry Find(string name) =>
        Entries.FirstOrDefault(entry => entry.Name == name)
        ?? throw new ArgumentException($"There is no subject '{name}'. There are {string.Join(", ", Names)}.");

    private static ISubject Ours(string name, string url, SubjectSetup setup) =>
        setup.Shape == Shape.Call ? new MessagingSubject(name, url, setup.Topic) : new MessagingCasts(name, url, setup.Topic, setup.Shape);

    private static ISubject? Call(SubjectSetup setup, Func<ISubject> create) => setup.Shape == Shape.Call ? create() : null;
}
