using System.Net;
using System.Numerics;
using System.Text;
using Messaging;

namespace DotnetPeer.Endpoints;

/// <summary>The methods without a namespace, version 1.5: those of oslo_server.py.</summary>
[RpcEndpoint(Version = "1.5")]
public sealed class DefaultEndpoint(string name)
{
    private readonly Lock _lock = new();
    private readonly List<Dictionary<string, object?>> _kept = [];

    public RpcValue Echo(RpcContext context, RpcValue value)
    {
        Seen.Say(name, "echo", context, ("value", value));
        return value;
    }

    public object Add(RpcContext context, RpcValue a, RpcValue b)
    {
        Seen.Say(name, "add", context, ("a", a), ("b", b));
        return Sum.Of(a, b);
    }

    public IReadOnlyDictionary<string, RpcValue> Kwargs(RpcContext context, [RpcExtraArguments] IReadOnlyDictionary<string, RpcValue> anything)
    {
        Seen.Say(name, "kwargs", context, [.. anything.Select(pair => (pair.Key, (object?)pair.Value))]);
        return anything;
    }

    public Dictionary<string, RpcValue> Context(RpcContext context)
    {
        Seen.Say(name, "context", context);
        return Seen.Map(context);
    }

    public string Whoami() => name;

    public void None(RpcContext context) => Seen.Say(name, "none", context);

    public string Blob(int size)
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyz";
        return new StringBuilder(size + Letters.Length).Insert(0, Letters, (size / Letters.Length) + 1).ToString(0, size);
    }

    /// <summary>Sleeps to the end, as Python does, whether anybody still waits or not.</summary>
    public async Task<RpcValue> SleepAsync(RpcContext context, RpcValue seconds)
    {
        Seen.Say(name, "sleep", context, ("seconds", seconds));
        await Task.Delay(TimeSpan.FromSeconds(seconds.GetDouble()), TimeProvider.System, CancellationToken.None);
        return seconds;
    }

    public Dictionary<string, object?> Types() => new()
    {
        ["datetime"] = new DateTime(2024, 2, 29, 12, 34, 56, DateTimeKind.Utc).AddMicroseconds(789),
        ["datetime_tz"] = new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.Zero).AddMicroseconds(789),
        ["uuid"] = Guid.Parse("12345678-1234-5678-1234-567812345678"),
        ["bytes"] = "caf\u00e9",
        ["set"] = new HashSet<int> { 1 },
        ["tuple"] = new object?[] { 1, "two", null },
        ["ipv4"] = IPAddress.Parse("192.0.2.1"),
        ["ipv6"] = IPAddress.Parse("2001:db8::1"),
        ["exception"] = "ValueError('as a value')",
        ["int_keys"] = new Dictionary<string, string> { ["1"] = "c", ["2.5"] = "b", ["null"] = "d" },
        ["big"] = BigInteger.Pow(2, 80),
        ["float"] = 0.1,
        ["unicode"] = "\u00e9\U0001f600",
    };

    public void Fail(RpcContext context, string kind = "ValueError", string message = "boom")
    {
        Seen.Say(name, "fail", context, ("kind", kind), ("message", message));
        throw Failures.Create(kind, message);
    }

    [RpcMethod(ExpectedExceptions = [typeof(ArgumentException)])]
    public void FailExpected(string message = "expected boom") => throw new ArgumentException(message);

    public void Record(RpcContext context, RpcValue? tag = null)
    {
        Seen.Say(name, "record", context, ("tag", tag));
        lock (_lock)
        {
            _kept.Add(new() { ["tag"] = tag, ["server"] = name, ["context"] = Seen.Map(context) });
        }
    }

    public List<Dictionary<string, object?>> Recorded(bool clear = false)
    {
        lock (_lock)
        {
            List<Dictionary<string, object?>> kept = [.. _kept];
            if (clear)
            {
                _kept.Clear();
            }

            return kept;
        }
    }

    public string Exposed() => "exposed";
}
