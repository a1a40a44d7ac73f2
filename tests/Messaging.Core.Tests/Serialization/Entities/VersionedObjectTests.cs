using System.Text.Json;

namespace Messaging.Core.Tests.Serialization.Entities;

/// <summary>Versioned objects in the form of oslo.versionedobjects, both ways.</summary>
public sealed class VersionedObjectTests
{
    // As oslo.versionedobjects writes it.
    private const string Instance = """
        {"nova_object.name": "Instance", "nova_object.namespace": "nova", "nova_object.version": "2.7",
        "nova_object.data": {"uuid": "12345678-1234-5678-1234-567812345678", "memory_mb": 512, "host": null,
        "flavor": {"nova_object.name": "Flavor", "nova_object.namespace": "nova", "nova_object.version": "1.2", "nova_object.data": {"vcpus": 2}},
        "tags": [{"nova_object.name": "Tag", "nova_object.namespace": "nova", "nova_object.version": "1.1", "nova_object.data": {"tag": "a"}}]},
        "nova_object.changes": ["host"]}
        """;

    private static readonly JsonPayloadSerializer Json = JsonPayloadSerializer.ByReflection();

    [Fact]
    public void It_is_read_with_all_its_parts()
    {
        Assert.True(VersionedObject.TryRead(RpcValue.Parse(Instance), out var instance));

        Assert.Equal(("nova_object", "Instance", "nova", "2.7"), (instance.Prefix, instance.Name, instance.Namespace, instance.Version));
        Assert.Equal(512, instance["memory_mb"].GetInt32());
        Assert.True(instance["nothing"].IsMissing);
        Assert.Equal(["host"], instance.Changes);
        Assert.Equal("nova.Instance 2.7", instance.ToString());
        Assert.True(VersionedObject.TryRead(instance["flavor"], out var flavor));
        Assert.Equal(2, flavor["vcpus"].GetInt32());
        Assert.Empty(flavor.Changes);
    }

    [Fact]
    public void It_is_written_as_it_was_read()
    {
        Assert.True(VersionedObject.TryRead(RpcValue.Parse(Instance), out var instance));

        Assert.Equal(RpcValue.Parse(Instance), instance.ToValue());
        Assert.Equal(RpcValue.Parse(Instance), RpcValue.From(instance, Json));
        Assert.DoesNotContain("changes", new VersionedObject("A", "b", "1.0", []).ToValue().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_stands_anywhere_in_what_is_read_and_written()
    {
        var value = RpcValue.Parse($$"""{"one": {{Instance}}, "more": [{{Instance}}], "none": null}""");

        var holder = value.As<Holder>(Json)!;

        Assert.Equal("Instance", holder.One.Name);
        Assert.Equal("Instance", Assert.Single(holder.More).Name);
        Assert.Null(holder.None);
        Assert.Equal(value, RpcValue.From(holder, Json));
    }

    [Fact]
    public void Its_fields_are_read_as_a_type_with_what_is_inside()
    {
        Assert.True(VersionedObject.TryRead(RpcValue.Parse(Instance), out var instance));

        var typed = instance.As<Machine>(Json);

        Assert.Equal((Guid.Parse("12345678-1234-5678-1234-567812345678"), 512, null), (typed.Uuid, typed.MemoryMb, typed.Host));
        Assert.Equal(2, typed.Flavor!.Vcpus);
        Assert.Equal("a", Assert.Single(typed.Tags!).Tag);
        Assert.Throws<SerializationException>(() => instance.As<int[]>(Json));
    }

    [Fact]
    public void It_is_made_of_a_type()
    {
        var made = VersionedObject.From("Machine", "shop", "1.3", new { MemoryMb = 512, flavor = new VersionedObject("Flavor", "shop", "1.0", [new("vcpus", 2)]) }, Json);

        Assert.Equal(
            RpcValue.Parse("""
                {"versioned_object.name": "Machine", "versioned_object.namespace": "shop", "versioned_object.version": "1.3", "versioned_object.data":
                {"memory_mb": 512, "flavor": {"versioned_object.name": "Flavor", "versioned_object.namespace": "shop", "versioned_object.version": "1.0",
                "versioned_object.data": {"vcpus": 2}}}}
                """),
            made.ToValue());
        Assert.Throws<ArgumentException>(() => VersionedObject.From("A", "b", "1.0", new[] { 1 }, Json));
    }

    [Fact]
    public void A_changed_copy_notes_the_change_once()
    {
        var before = new VersionedObject("A", "b", "1.0", [new("x", 1), new("y", 2)], prefix: "b_object");
        var after = before.With("x", 3).With("x", 4).With("z", "new");

        Assert.Equal(["x", "z"], after.Changes);
        Assert.Equal((4, 2, "new"), (after["x"].GetInt32(), after["y"].GetInt32(), after["z"].GetString()));
        Assert.Equal((1, "b_object"), (before["x"].GetInt32(), after.Prefix));
        Assert.Empty(before.Changes);
    }

    [Theory]
    [InlineData("2.7", true)]
    [InlineData("2.9", true)]
    [InlineData("2.6", false)]
    [InlineData("3.0", false)]
    [InlineData("1.9", false)]
    public void Whether_it_can_be_read_depends_on_its_version(string known, bool expected)
    {
        Assert.True(VersionedObject.TryRead(RpcValue.Parse(Instance), out var instance));

        Assert.Equal(expected, instance.IsCompatibleWith(known));
        Assert.Throws<ArgumentException>(() => instance.IsCompatibleWith("new"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"Instance\"")]
    [InlineData("{}")]
    [InlineData("""{"name": "A", "namespace": "b", "version": "1.0", "data": {}}""")]
    [InlineData("""{".name": "A", ".namespace": "b", ".version": "1.0", ".data": {}}""")]
    [InlineData("""{"x.name": "A", "x.namespace": "b", "x.version": "1.0"}""")]
    [InlineData("""{"x.name": "A", "x.namespace": "b", "x.version": "1.0", "x.data": []}""")]
    [InlineData("""{"x.name": "A", "x.namespace": "b", "x.version": "new", "x.data": {}}""")]
    [InlineData("""{"x.name": "A", "x.namespace": "b", "x.version": "1.0", "x.data": {}, "x.changes": ["a"]}""")]
    [InlineData("""{"x.name": "A", "y.namespace": "b", "x.version": "1.0", "x.data": {}}""")]
    public void What_is_none_is_none(string json)
    {
        Assert.False(VersionedObject.TryRead(RpcValue.Parse(json), out _));
        if (json != "null")
        {
            Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<VersionedObject>(json, Json.Options));
        }
    }

    [Fact]
    public void Parts_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new VersionedObject("", "b", "1.0", []));
        Assert.Throws<ArgumentException>(() => new VersionedObject("A", "", "1.0", []));
        Assert.Throws<ArgumentException>(() => new VersionedObject("A", "b", "one", []));
        Assert.Throws<ArgumentException>(() => new VersionedObject("A", "b", "1.0", [], changes: ["x"]));
        Assert.Throws<ArgumentException>(() => new VersionedObject("A", "b", "1.0", [], prefix: ""));
    }

    public sealed record Holder(VersionedObject One, IReadOnlyList<VersionedObject> More, VersionedObject? None);

    public sealed record Machine(Guid Uuid, int MemoryMb, string? Host, Flavor? Flavor, IReadOnlyList<Label>? Tags);

    public sealed record Flavor(int Vcpus);

    public sealed record Label(string Tag);
}
