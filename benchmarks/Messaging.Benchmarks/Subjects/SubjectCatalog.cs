using Messaging.Benchmarks.Subjects.Libzmq;
using Messaging.Benchmarks.Subjects.Raw;
using Messaging.TestKit;

namespace Messaging.Benchmarks.Subjects;

/// <summary>Every subject there is. A further one is a class and a line here.</summary>
internal static class SubjectCatalog
{
    private static readonly SubjectEntry[] Entries =
    [
        new("memory", Twin: null, NeedsBroker: false, _ => new MessagingSubject("memory", "memory://benchmark")),
        new("rabbit", Twin: "raw", NeedsBroker: true, url => new MessagingSubject("rabbit", url!)),
        new("raw", Twin: null, NeedsBroker: true, url => new RawSubject(url!)),
        new("zmq", Twin: "libzmq", NeedsBroker: false, _ => new MessagingSubject("zmq", $"zmq://127.0.0.1:{FreePorts.Next()}")),
        new("libzmq", Twin: null, NeedsBroker: false, _ => new LibzmqSubject()),
    ];

    /// <exception cref="ArgumentException">There is no subject of that name.</exception>
    public static SubjectEntry Find(string name) =>
        Entries.FirstOrDefault(entry => entry.Name == name)
        ?? throw new ArgumentException(
            $"There is no subject '{name}'. There are {string.Join(", ", Entries.Select(entry => entry.Name))}.");
}
