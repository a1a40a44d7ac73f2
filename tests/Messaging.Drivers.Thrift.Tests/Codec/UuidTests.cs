using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Codec;

/// <summary>The type uuid, which Python's library of Debian 12 does not have yet: both sides are ours, and the bytes are those of its specification.</summary>
public sealed class UuidTests : ThriftTest
{
    private const string Id = "00112233-4455-6677-8899-aabbccddeeff";

    private static readonly ThriftService Service = ThriftService.Parse("""
        const uuid NONE = "00000000-0000-0000-0000-000000000000"
        struct Holder { 1: uuid id, 2: list<uuid> several, 3: map<uuid, set<uuid>> table, 4: uuid given = NONE }
        service Ids { uuid same(1: uuid id) Holder hold(1: Holder holder) }
        """);

    [Theory]
    [InlineData("binary")]
    [InlineData("compact")]
    [InlineData("json")]
    public async Task It_travels_in_every_protocol_and_container(string protocol)
    {
        await ServeAsync(Url, new Ids(), TestServices.Options(Service));
        var client = await ClientAsync($"{Url}/?protocol={protocol}", TestServices.Options(Service));
        var id = Guid.Parse(Id);

        Assert.Equal(id, await client.CallAsync<Guid>("same", new { id }));
        Assert.Equal(
            RpcValue.Parse($$"""{"id": "{{Id}}", "several": ["{{Id}}"], "table": {"{{Id}}": ["{{Id}}"]}, "given": "00000000-0000-0000-0000-000000000000"}"""),
            await client.CallAsync("hold", new { holder = new { id, several = new[] { id }, table = new Dictionary<Guid, Guid[]> { [id] = [id] } } }));
        var wrong = await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync("same", new { id = "no such thing" }));
        Assert.Contains("is a uuid, not the text \"no such thing\"", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_bytes_come_in_the_order_in_which_they_are_written()
    {
        await ServeAsync(Url, new Ids(), TestServices.Options(Service));
        var bytes = Convert.FromHexString(Id.Replace("-", "", StringComparison.Ordinal));
        using var peer = await RawPeer.ConnectAsync(Port);

        await peer.SendAsync(RawPeer.Frame([0x80, 1, 0, 1, 0, 0, 0, 4, .. "same"u8, 0, 0, 0, 7, 16, 0, 1, .. bytes, 0]));

        byte[] answer = [0x80, 1, 0, 2, 0, 0, 0, 4, .. "same"u8, 0, 0, 0, 7, 16, 0, 0, .. bytes, 0];
        Assert.Equal(RawPeer.Frame(answer), await peer.ReadAsync(4 + answer.Length));
    }

    private sealed class Ids
    {
        public Guid Same(Guid id) => id;

        public RpcValue Hold(RpcValue holder) => holder;
    }
}
