namespace Messaging.DriverContract;

/// <summary>Namespaces and versions choose the endpoint, by oslo's rules.</summary>
public abstract class VersionContract(IDriverFixture fixture) : ContractTests(fixture)
{
    [ContractTheory]
    [InlineData("1.5", null, true)]
    [InlineData("1.5", "1.0", true)]
    [InlineData("1.5", "1.5", true)]
    [InlineData("1.5", "1.5.0", true)]
    [InlineData("1.5", "1.0.1", true)]
    [InlineData("1.5", "1.5.1", false)]
    [InlineData("1.5", "1.6", false)]
    [InlineData("1.5", "2.0", false)]
    [InlineData("1.5", "0.5", false)]
    [InlineData("1.5.3", "1.5.3", true)]
    [InlineData("1.5.3", "1.5.4", false)]
    [InlineData("1.5.3", "1.4.9", true)]
    [InlineData("2.0", null, false)]
    [InlineData("2.0", "1.0", false)]
    [InlineData("10.20", "10.9", true)]
    public async Task A_version_is_served_by_the_same_major_and_a_minor_that_is_not_older(string served, string? requested, bool runs)
    {
        await ServeAsync(new RpcEndpoint([Handler.Returns("who", _ => served)], version: served));
        var client = (await ClientAsync()).With(version: requested);

        if (runs)
        {
            Assert.Equal(served, await client.CallAsync<string>(null, "who"));
        }
        else
        {
            var error = await Assert.ThrowsAsync<UnsupportedVersionException>(() => client.CallAsync(null, "who"));
            Assert.Equal("who", error.Method);
            Assert.Equal($"Endpoint does not support RPC version {requested ?? "1.0"}. Attempted method: who", error.RemoteMessage);
            Assert.StartsWith($"{error.RemoteMessage}. The call was to topic", error.Message, StringComparison.Ordinal);
        }
    }

    [ContractFact]
    public async Task Endpoints_of_several_major_versions_stand_side_by_side()
    {
        await ServeAsync(Endpoint("v1", version: "1.3"), Endpoint("v2", version: "2.1"), Endpoint("later", version: "2.9"));
        var client = await ClientAsync();

        Assert.Equal("v1", await client.With(version: "1.2").CallAsync<string>(null, "who"));
        Assert.Equal("v2", await client.With(version: "2.1").CallAsync<string>(null, "who"));
        Assert.Equal("later", await client.With(version: "2.2").CallAsync<string>(null, "who"));
        await Assert.ThrowsAsync<UnsupportedVersionException>(() => client.With(version: "3.0").CallAsync(null, "who"));
    }

    [ContractFact]
    public async Task Namespaces_keep_endpoints_apart()
    {
        await ServeAsync(Endpoint("plain"), Endpoint("admin", "admin"));
        var client = await ClientAsync();

        Assert.Equal("plain", await client.CallAsync<string>(null, "who"));
        Assert.Equal("admin", await client.With(@namespace: "admin").CallAsync<string>(null, "who"));

        // As in oslo, a namespace that nobody has is reported as a version that nobody supports.
        await Assert.ThrowsAsync<UnsupportedVersionException>(() => client.With(@namespace: "Admin").CallAsync(null, "who"));
    }

    [ContractFact]
    public async Task Former_namespaces_are_served_too()
    {
        await ServeAsync(new Renamed(), Endpoint("rest", "other"));
        var client = await ClientAsync();

        Assert.Equal("renamed", await client.With(@namespace: "new", version: "1.1").CallAsync<string>(null, "who"));
        Assert.Equal("renamed", await client.With(@namespace: "old").CallAsync<string>(null, "who"));
        Assert.Equal("renamed", await client.CallAsync<string>(null, "who"));
        await Assert.ThrowsAsync<UnsupportedVersionException>(() => client.With(@namespace: "older").CallAsync(null, "who"));
    }

    [ContractFact]
    public async Task A_method_is_looked_for_in_every_endpoint_that_fits()
    {
        await ServeAsync(
            new RpcEndpoint([Handler.Returns("first", _ => 1), Handler.Returns("both", _ => "first wins")]),
            new RpcEndpoint([Handler.Returns("second", _ => 2), Handler.Returns("both", _ => "second")]));
        var client = await ClientAsync();

        Assert.Equal(1, await client.CallAsync<int>(null, "first"));
        Assert.Equal(2, await client.CallAsync<int>(null, "second"));
        Assert.Equal("first wins", await client.CallAsync<string>(null, "both"));
        var error = await Assert.ThrowsAsync<MethodNotFoundException>(() => client.CallAsync(null, "third"));
        Assert.Equal("third", error.Method);
        Assert.Contains("third", error.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_version_cap_stops_newer_versions_before_anything_is_sent()
    {
        var server = await ServeRawAsync();
        var client = await ClientAsync(new RpcClientOptions { VersionCap = "1.4" });

        var newer = await Assert.ThrowsAsync<RpcVersionCapException>(() => client.With(version: "1.5").CallAsync(null, "who"));
        await Assert.ThrowsAsync<RpcVersionCapException>(() => client.With(version: "2.0").CastAsync(null, "who"));
        Assert.Throws<RpcVersionCapException>(() => client.With(version: "2.0").Cast(null, "who"));
        var none = await Assert.ThrowsAsync<RpcVersionCapException>(() => client.CallAsync(null, "who"));
        await client.With(version: "1.4").CastAsync(null, "marker");

        await server.WaitForAsync("marker");
        Assert.Single(server.Requests.Entries);
        Assert.Equal(("1.5", "1.4"), (newer.Version, newer.VersionCap));
        Assert.Null(none.Version);
        Assert.True(client.CanSendVersion("1.4"));
        Assert.True(client.CanSendVersion("1.0"));
        Assert.False(client.CanSendVersion("1.5"));
        Assert.False(client.CanSendVersion());
        Assert.True((await ClientAsync()).CanSendVersion("9.9"));
    }

    private static RpcEndpoint Endpoint(string name, string? @namespace = null, string version = "1.0") =>
        new([Handler.Returns("who", _ => name)], @namespace, version);

    /// <summary>Moved to another namespace, and had none before that.</summary>
    [RpcEndpoint(Namespace = "new", Version = "1.1", LegacyNamespaces = ["old", ""])]
    public sealed class Renamed
    {
        public string Who() => "renamed";
    }
}
