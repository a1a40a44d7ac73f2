using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Malformed;

/// <summary>
/// Calls with something wrong in them, from a raw client: whoever can be told is told, by Python's server and by ours, and both go on.
/// </summary>
public sealed class AnsweredRequestTests(Troupe troupe) : LocalTest(troupe)
{
    // The message without its return address; what Python answers; what we answer. Null is a result.
    private static readonly (string Message, string? Python, string? Ours)[] Requests =
    [
        ("""{"method": "exposed", "args": {}}""", null, null),
        ("""{"method": 7, "args": {}}""", "TypeError", "TypeError"),
        ("""{"method": null, "args": {}}""", "TypeError", "TypeError"),
        ("""{"args": {}}""", "TypeError", "TypeError"),
        ("""{"method": ["exposed"], "args": {}}""", "TypeError", "TypeError"),
        ("""{"method": {"a": [1]}, "args": {}}""", "TypeError", "TypeError"),
        ("""{"method": "", "args": {}}""", "NoSuchMethod", "NoSuchMethod"),
        ("""{"method": "echo", "args": []}""", "AttributeError", "TypeError"),
        ("""{"method": "echo", "args": "value"}""", "AttributeError", "TypeError"),
        ("""{"method": "echo", "args": 1}""", "AttributeError", "TypeError"),
        ("""{"method": "echo", "args": {}}""", "TypeError", "TypeError"),
        ("""{"method": "echo"}""", "TypeError", "TypeError"),
        ("""{"method": "exposed"}""", null, null),
        ("""{"method": "exposed", "args": {"": 1}}""", "TypeError", "TypeError"),
        ("""{"method": "exposed", "args": {}, "version": 1.0}""", "AttributeError", "TypeError"),
        ("""{"method": "exposed", "args": {}, "version": {}}""", "AttributeError", "TypeError"),
        ("""{"method": "exposed", "args": {}, "version": null}""", "UnsupportedVersion", "UnsupportedVersion"),
        ("""{"method": "exposed", "args": {}, "version": "1"}""", "IndexError", "UnsupportedVersion"),
        ("""{"method": "exposed", "args": {}, "version": "a.b"}""", "ValueError", "UnsupportedVersion"),
        ("""{"method": "exposed", "args": {}, "version": "99999999999.0"}""", "UnsupportedVersion", "UnsupportedVersion"),
        ("""{"method": "exposed", "args": {}, "namespace": 1}""", "UnsupportedVersion", "TypeError"),
        ("""{"method": "exposed", "args": {}, "namespace": {"a": 1}}""", "UnsupportedVersion", "TypeError"),
        ("""{"method": "exposed", "args": {}, "namespace": null}""", null, null),
        ("""{"method": "exposed", "args": {}, "_timeout": "soon"}""", null, null),
        ("""{"method": "exposed", "args": {}, "_timeout": -5}""", null, null),
        ("""{"method": "exposed", "args": {}, "_timeout": {"a": 1}}""", null, null),
        ("""{"method": "exposed", "args": {}, "_unique_id": 5}""", null, null),
        ("""{"method": "exposed", "args": {}, "_unique_id": null}""", null, null),
        ("""{"method": "exposed", "args": {}, "_unique_id": "an id of another kind"}""", null, null),
        ("""{"method": "exposed", "args": {}, "_context_a": {"b": [1]}, "_context_": 1, "_other": 2, "more": {}}""", null, null),
    ];

    public static TheoryData<string> Messages => new(Requests.Select(request => request.Message));

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Whoever_can_be_told_is_told(string message)
    {
        var (_, python, ours) = Requests.Single(request => request.Message == message);
        await ServeLocallyAsync(new Probe());

        Assert.Equal(python, await SendAsync(Troupe.TopicOf(Side.Python), message, "00000000000000000000000000000001"));
        Assert.Equal(ours, await SendAsync(Topic, message, "00000000000000000000000000000002"));

        Assert.Equal(ours is null ? 0 : 1, Complaints.Count);
        Assert.Null(await SendAsync(Troupe.TopicOf(Side.Python), Requests[0].Message, "00000000000000000000000000000003"));
        Assert.Null(await SendAsync(Topic, Requests[0].Message, "00000000000000000000000000000004"));
    }

    [Theory]
    [InlineData("an id that is no uuid")]
    [InlineData("\\u00e9 \\\"quoted\\\" \\\\")]
    public async Task An_id_of_any_form_comes_back_as_it_was(string id)
    {
        await ServeLocallyAsync(new Probe());
        foreach (var topic in new[] { Troupe.TopicOf(Side.Python), Topic })
        {
            await Raw.SendAsync(topic, RawPeer.Envelope(Call(Requests[0].Message, id)));
        }

        await Raw.Arrived.WaitForAsync(_ => Raw.Arrived.Entries.Count == 2, "two replies");
        Assert.Single(Raw.Arrived.Entries.Select(reply => reply.Message.GetProperty("_msg_id").GetString()).Distinct());
    }

    [Fact]
    public async Task A_call_without_an_envelope_is_answered()
    {
        await ServeLocallyAsync(new Probe());
        foreach (var topic in new[] { Troupe.TopicOf(Side.Python), Topic })
        {
            await Raw.SendAsync(topic, System.Text.Encoding.UTF8.GetBytes(Call(Requests[0].Message, topic)));
            var reply = await Raw.WaitForAsync(arrived => arrived.Body.Contains(topic, StringComparison.Ordinal));
            Assert.Equal("exposed", reply.Message.GetProperty("result").GetString());
        }
    }

    private async Task<string?> SendAsync(string topic, string message, string id)
    {
        await Raw.SendAsync(topic, RawPeer.Envelope(Call(message, id)));
        return (await Raw.WaitForAsync(reply => reply.Body.Contains(id, StringComparison.Ordinal))).FailureClass;
    }

    private string Call(string message, string id) => message[..^1] + $$""", "_msg_id": "{{id}}", "_reply_q": "{{Raw.Queue}}"}""";
}
