using Messaging.Interop.Tests.Stage;

namespace Messaging.Interop.Tests.Serving;

/// <summary>Versioned objects, in both directions, as oslo.versionedobjects writes them.</summary>
public sealed class VersionedObjectTests(Troupe troupe) : LocalTest(troupe)
{
    private const string Inner =
        """{"versioned_object.name": "Flavor", "versioned_object.namespace": "nova", "versioned_object.version": "1.2", "versioned_object.data": {"id": 3}}""";

    private const string Wire =
        """{"nova_object.name": "Instance", "nova_object.namespace": "nova", "nova_object.version": "2.7", "nova_object.data": {"host": "h", "flavor": """
            + Inner + """}, "nova_object.changes": ["host"]}""";

    [Fact]
    public async Task What_we_send_comes_back_from_Python_as_the_same()
    {
        var client = new RpcClient(await OpenAsync(), new Target { Topic = Troupe.TopicOf(Side.Python) });
        Assert.True(VersionedObject.TryRead(RpcValue.Parse(Wire), out var sent));

        var back = await client.CallAsync<VersionedObject>(null, "echo", new { value = sent }, Token);

        Assert.Equal(RpcValue.Parse(Wire), back.ToValue());
        Assert.Equal(("nova.Instance 2.7", "h", 3), (back.ToString(), back["host"].GetString(), back["flavor"]["versioned_object.data"]["id"].GetInt32()));
    }

    [Fact]
    public async Task A_method_with_one_as_its_argument_and_its_result_is_called_from_Python()
    {
        await ServeLocallyAsync(new Instances());

        var result = RpcValue.Parse(await CallAsync(Side.Python, "move", $$"""{"instance": {{Wire}}, "host": "other"}"""));

        Assert.True(VersionedObject.TryRead(result, out var moved));
        Assert.Equal(("other", "nova_object"), (moved["host"].GetString(), moved.Prefix));
        Assert.Equal(["host"], moved.Changes);
    }

    public sealed class Instances
    {
        public VersionedObject Move(VersionedObject instance, string host) => instance.With("host", host);
    }
}
