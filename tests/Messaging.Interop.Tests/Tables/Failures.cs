using Messaging.Interop.Tests.Scenarios;

namespace Messaging.Interop.Tests.Tables;

/// <summary>What a caller gets of a server's exception. The shared servers, as clients of others, allow the module <c>oslo_server</c>.</summary>
internal static class Failures
{
    private const string Odd = "zoë \ud83d\ude00 \"quoted\" \\ line";

    public static IEnumerable<Scenario> All =>
    [
        Fail("ValueError").Raises("ValueError", "ValueError", "ArgumentException", "boom ValueError"),
        Fail("KeyError").Raises("KeyError", "KeyError", "KeyNotFoundException", "boom KeyError"),
        Fail("ZeroDivisionError").Raises("ZeroDivisionError", "ZeroDivisionError", "DivideByZeroException", "boom ZeroDivisionError"),
        Fail("RuntimeError").RaisesEach(
            "RuntimeError", "InvalidOperationException", "RuntimeError", "InvalidOperationException", "boom RuntimeError"),
        Fail("PeerError").Raises("PeerError", "PeerError", "PeerException", "boom PeerError"),
        Fail("NoSectionError").RaisesEach("NoSectionError", "NoSectionError", "NoSectionError", "NamedException", "boom NoSectionError"),
        Fail("InvalidOperation").Raises("InvalidOperation", "InvalidOperation", "boom InvalidOperation"),
        Fail("CalledProcessError").Raises("CalledProcessError", "CalledProcessError", "boom CalledProcessError"),
        Fail("MessagingTimeout").Raises("MessagingTimeout", "MessagingTimeout", "boom MessagingTimeout"),
        Fail("OddArgs").Raises("ValueError", "ValueError", "ArgumentException", "boom OddArgs"),
        Fail("NoArgs").Raises("ValueError", "ValueError", "ArgumentException", ""),
        Fail("nothing_known").Raises("KeyError", "KeyError", "KeyNotFoundException", "nothing_known"),
        new Scenario("a failure whose message is in other scripts", "fail") { Args = """{"message": "zoë \ud83d\ude00 \"quoted\" \\ line"}""" }
            .Raises("ValueError", "ValueError", "ArgumentException", Odd),
        new Scenario("a failure whose message is long", "fail") { Args = $$"""{"message": "{{new string('x', 200_000)}}"}""" }
            .Raises("ValueError", "ValueError", "ArgumentException", new string('x', 200_000)),
        new Scenario("an expected failure", "fail_expected") { Args = """{"message": "as declared"}""" }
            .Raises("ValueError", "ValueError", "ArgumentException", "as declared"),
        Fail("ValueError", "builtins").RaisesEach("ValueError", "ValueError", "ArgumentException", "ArgumentException", "boom ValueError"),
        Fail("PeerError", "oslo_server").Raises("PeerError_Remote", "PeerException", "boom PeerError"),
        Fail("PeerError", "DotnetPeer.Endpoints").Raises("PeerError", "PeerError", "PeerException", "boom PeerError"),
        Fail("NoSectionError", "configparser").RaisesEach(
            "NoSectionError_Remote", "NoSectionError_Remote", "NamedException", "NamedException", "boom NoSectionError"),
        Fail("InvalidOperation", "decimal").Raises("InvalidOperation_Remote", "InvalidOperation", "boom InvalidOperation"),
        Fail("CalledProcessError", "subprocess").RaisesEach(
            "CalledProcessError_Remote", "CalledProcessError", "CalledProcessError", "CalledProcessError", "boom CalledProcessError"),
        .. new[] { "shared-Python", "shared-Dotnet" }.SelectMany(Passed),
    ];

    /// <summary>Client, first server, second server: the second fails, and the first lets it through.</summary>
    private static IEnumerable<Scenario> Passed(string topic)
    {
        var fromPython = topic == "shared-Python";
        yield return Forward(topic, "ValueError").RaisesEach(
            "ValueError", "ValueError", "ValueError", fromPython ? "ValueError" : "ArgumentException", "boom ValueError");

        // The first server allows this one, and makes one of its own of it.
        yield return Forward(topic, "PeerError").Raises("PeerError", "PeerError", "PeerException", "boom PeerError");

        // What Python does not allow it raises as an error of its own, which names the other in its text.
        yield return Forward(topic, "MessagingTimeout").RaisesEach(
            "RemoteError", "MessagingTimeout", "RemoteError", "MessagingTimeout", "boom MessagingTimeout");
        yield return new Scenario($"a method that the second server does not have, {topic}", "forward")
        {
            Args = $$$"""{"topic": "{{{topic}}}", "what": "nothing_like_it", "args": {}}""",
        }.RaisesEach("RemoteError", "MethodNotFoundException", "RemoteError", "MethodNotFoundException", "nothing_like_it");
    }

    private static Scenario Forward(string topic, string kind) => new($"a failure of {topic} that is passed on: {kind}", "forward")
    {
        Args = $$$"""{"topic": "{{{topic}}}", "what": "fail", "args": {"kind": "{{{kind}}}", "message": "boom {{{kind}}}"}}""",
    };

    private static Scenario Fail(string kind, string? allowed = null) => new(
        allowed is null ? $"a failure: {kind}" : $"a failure where {allowed} is allowed: {kind}", "fail")
    {
        Args = $$"""{"kind": "{{kind}}", "message": "boom {{kind}}"}""",
        AllowExmod = allowed is null ? null : [allowed],
    };
}
