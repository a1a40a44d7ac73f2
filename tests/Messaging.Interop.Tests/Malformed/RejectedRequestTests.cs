using System.Text;
using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Malformed;

/// <summary>
/// Messages from a raw client that nobody can answer: each is dead-lettered and leaves one line in the log, and the server goes on.
/// </summary>
public sealed class RejectedRequestTests(Troupe troupe, DeadLetters deadLetters) : LocalTest(troupe), IClassFixture<DeadLetters>
{
    private const string Good = """{"method": "exposed", "args": {}}""";
    private const string Json = "application/json";

    private static readonly (string Name, byte[] Body, string? Type, string? Encoding, string? Compression)[] Messages =
    [
        Plain("nothing", ""),
        Plain("no JSON", "this is not JSON"),
        Plain("half of JSON", "{\"method\": "),
        Plain("null", "null"),
        Plain("a list", "[1, 2]"),
        Plain("a text", "\"text\""),
        Plain("a number", "42"),
        Plain("two objects", "{} {}"),
        Plain("an empty object", "{}"),
        Plain("10,000 lists in each other", new string('[', 10_000) + new string(']', 10_000)),
        Enveloped("arguments 10,000 deep", $$$"""{"method": "echo", "args": {"value": {{{new string('[', 10_000)}}}{{{new string(']', 10_000)}}}}}"""),
        Enveloped("version 1.9 of the envelope", Good, "1.9"),
        Enveloped("version 2.1 of the envelope", Good, "2.1"),
        Enveloped("version 3.0 of the envelope", Good, "3.0"),
        Enveloped("a version of the envelope that is none", Good, "two"),
        Plain("a version of the envelope that is a number", """{"oslo.version": 2.0, "oslo.message": "{}"}"""),
        Plain("an envelope around an object", $$"""{"oslo.version": "2.0", "oslo.message": {{Good}}}"""),
        Plain("an envelope around null", """{"oslo.version": "2.0", "oslo.message": null}"""),
        Plain("an envelope without a version", """{"oslo.message": "{}"}"""),
        Enveloped("an envelope around no JSON", "this is not JSON"),
        Enveloped("an envelope around a list", "[]"),
        Enveloped("an envelope around an envelope", Encoding.UTF8.GetString(RawPeer.Envelope(Good))),
        Bytes("bytes that are no text", [0x7b, 0x22, 0xff, 0xfe, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
        Bytes("zeros", new byte[64]),
        ("another content type", RawPeer.Envelope(Good), "text/plain", "utf-8", null),
        ("a content type that says more", RawPeer.Envelope(Good), "application/json; charset=utf-8", "utf-8", null),
        ("no content type", RawPeer.Envelope(Good), null, "utf-8", null),
        ("another encoding", RawPeer.Envelope(Good), Json, "latin-1", null),
        ("a compression that nobody knows", RawPeer.Envelope(Good), Json, "utf-8", "application/x-nothing"),
        ("a compression that it does not have", RawPeer.Envelope(Good), Json, "utf-8", "application/x-gzip"),
        Enveloped("an id of a call that is a number", """{"method": "exposed", "args": {}, "_msg_id": 5, "_reply_q": "q"}"""),
        Enveloped("an address for the reply that is an object", """{"method": "exposed", "args": {}, "_msg_id": "x", "_reply_q": {"q": 1}}"""),
        Enveloped("a cast without a method", """{"args": {}}"""),
        Enveloped("a cast whose method is a number", """{"method": 7, "args": {}}"""),
        Enveloped("a cast whose arguments are a list", """{"method": "echo", "args": []}"""),
        Enveloped("a cast of a method that is not there", """{"method": "missing", "args": {}}"""),
        Enveloped("a cast with an argument too many", """{"method": "exposed", "args": {"more": 1}}"""),
        Enveloped("a cast without its argument", """{"method": "echo", "args": {}}"""),
        Enveloped("a cast to another version", """{"method": "exposed", "args": {}, "version": "9.0"}"""),
        Enveloped("a cast to another namespace", """{"method": "exposed", "args": {}, "namespace": "nobody"}"""),
        Enveloped("half a surrogate pair for a method", """{"method": "\ud800", "args": {}}"""),
    ];

    public static TheoryData<string> Names => new(Messages.Select(message => message.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_dead_lettered_with_one_line_and_the_server_goes_on(string name)
    {
        Assert.NotNull(deadLetters);
        var (_, body, type, encoding, compression) = Messages.Single(message => message.Name == name);
        var topic = DeadLetters.Prefix + Topic;
        await ServeLocallyAsync(new Probe(), topic: topic);
        await Raw.TakeDeadLettersAsync(DeadLetters.Exchange);

        await Raw.SendAsync(topic, body, type, encoding, compression);

        var dead = await Raw.WaitForAsync(message => message.RoutingKey == topic);
        Assert.Equal(Encoding.UTF8.GetString(body), dead.Body);
        Assert.True(Complaints.Count == 1, string.Join('\n', Complaints));
        await Raw.SendAsync(topic, RawPeer.Envelope(Good[..^1] + $$""", "_msg_id": "{{Topic}}", "_reply_q": "{{Raw.Queue}}"}"""));
        var reply = await Raw.WaitForAsync(message => message.Body.Contains(Topic, StringComparison.Ordinal) && message.RoutingKey == Raw.Queue);
        Assert.Equal("exposed", reply.Message.GetProperty("result").GetString());
    }

    private static (string, byte[], string?, string?, string?) Plain(string name, string body) => Bytes(name, Encoding.UTF8.GetBytes(body));

    private static (string, byte[], string?, string?, string?) Bytes(string name, byte[] body) => (name, body, Json, "utf-8", null);

    private static (string, byte[], string?, string?, string?) Enveloped(string name, string message, string version = "2.0") =>
        Bytes(name, RawPeer.Envelope(message, version));
}
