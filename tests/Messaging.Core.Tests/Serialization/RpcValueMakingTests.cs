using System.Numerics;
using System.Text.Json;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Serialization;

/// <summary>Values that are made here: of plain values, lists, names and values, objects.</summary>
public sealed class RpcValueMakingTests
{
    public static TheoryData<RpcValue, string> Plain => new()
    {
        { 'é', "\"\\u00E9\"" },
        { (sbyte)-1, "-1" },
        { (byte)255, "255" },
        { (short)-2, "-2" },
        { (ushort)65_535, "65535" },
        { 1, "1" },
        { uint.MaxValue, "4294967295" },
        { long.MinValue, "-9223372036854775808" },
        { ulong.MaxValue, "18446744073709551615" },
        { (nint)(-3), "-3" },
        { nuint.MaxValue, "18446744073709551615" },
        { Int128.MinValue, "-170141183460469231731687303715884105728" },
        { UInt128.MaxValue, "340282366920938463463374607431768211455" },
        { BigInteger.Pow(10, 40), "1" + new string('0', 40) },
        { 1.50m, "1.50" },
        { decimal.MinValue, "-79228162514264337593543950335" },
        { 2f, "2.0" },
        { 0.1f, "0.1" },
        { (Half)2, "2.0" },
        { 1e15, "1000000000000000.0" },
        { float.NaN, "NaN" },
        { Half.NegativeInfinity, "-Infinity" },
        { new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc), "\"2024-02-29T12:00:00.000000\"" },
        { new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2)), "\"2024-02-29T10:00:00.000000\"" },
        { Guid.Empty, "\"00000000-0000-0000-0000-000000000000\"" },
    };

    /// <summary>As in a program that is compiled ahead of time, whose context lists the types of its own.</summary>
    [Fact]
    public async Task A_tree_needs_no_place_in_a_generated_context()
    {
        await using var transport = await Transport.OpenAsync($"memory://{Guid.NewGuid():N}", new TransportOptions(new JsonPayloadSerializer(new Payloads())));
        var method = RpcMethod.Create("echo", [new RpcParameter("value", typeof(RpcValue))], call => ValueTask.FromResult(call.Argument<RpcValue>("value")));
        await using var server = RpcServer.Create(transport, new Target { Topic = "t", Server = "s" }, [new RpcEndpoint([method])]);
        await server.StartAsync(TestContext.Current.CancellationToken);

        var arguments = RpcValue.Parse("""{"value": {"a": [1, null]}}""");
        var echoed = await new RpcClient(transport, new Target { Topic = "t" }).CallAsync("echo", arguments, TestContext.Current.CancellationToken);

        Assert.Equal(arguments["value"], echoed);
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_plain_value_is_what_the_default_serializer_writes(RpcValue value, string json) => Assert.Equal(json, JsonSerializer.Serialize(value));

    [Fact]
    public void Null_is_a_text_that_is_not_there()
    {
        RpcValue value = null;

        Assert.Equal(RpcValue.Null, value);
    }

    [Fact]
    public void Lists_are_made_of_values()
    {
        RpcValue list = [1, "two", 3.0, true, RpcValue.Null, RpcValue.Missing, [], [double.NaN]];

        Assert.Equal("[1,\"two\",3.0,true,null,null,[],[NaN]]", list.ToString());
        Assert.Equal(list, RpcValue.FromItems(list.Items));
        Assert.Equal(["1", "two"], list.Items.Take(2).Select(item => item.ToString()));
        var sum = 0;
        foreach (var item in RpcValue.FromItems(1, 2, 3))
        {
            sum += item.GetInt32();
        }

        Assert.Equal(6, sum);
        Assert.Equal("[\"admin\",\"member\"]", new RpcContext { ["roles"] = [.. new[] { "admin", "member" }] }["roles"].ToString());
    }

    [Fact]
    public void Objects_are_made_of_names_and_values()
    {
        var value = RpcValue.FromProperties(new Dictionary<string, RpcValue> { ["KeyOne"] = 1, ["é\""] = [2], [""] = RpcValue.Missing });

        Assert.Equal(1, value["KeyOne"].GetInt32());
        Assert.Equal(2, value["é\""][0].GetInt32());
        Assert.True(value[""].IsNull);
        Assert.False(value[""].IsMissing);
        Assert.Equal("{}", RpcValue.FromProperties([]).ToString());
        Assert.Throws<ArgumentNullException>(() => RpcValue.FromProperties(null!));
    }

    [Fact]
    public void Anything_that_a_serializer_writes_becomes_a_value()
    {
        Assert.Equal("""{"max_items":3,"list":[1.0,NaN],"none":null}""", RpcValue.From(new { MaxItems = 3, list = new[] { 1.0, double.NaN }, none = (string?)null }).ToString());
        Assert.Equal("[1,2]", RpcValue.From(new List<int> { 1, 2 }).ToString());
        Assert.Equal("""{"KeyOne":[true]}""", RpcValue.From(new Dictionary<string, bool[]> { ["KeyOne"] = [true] }).ToString());
        Assert.Equal("[1,\"a\"]", RpcValue.From((1, "a")).ToString());
        Assert.True(RpcValue.From<object?>(null).IsNull);
        Assert.Equal(RpcValue.Parse("[1]"), RpcValue.From(RpcValue.Parse("[1]")));
        Assert.Throws<SerializationException>(() => RpcValue.From(Task.FromResult(1)));
        Assert.Throws<SerializationException>(() => RpcValue.From(1, new JsonPayloadSerializer(Payloads.Default)).As<DateTime>(new JsonPayloadSerializer(Payloads.Default)));
    }

    [Fact]
    public void A_value_is_read_as_a_type_without_naming_a_serializer()
    {
        Assert.Equal([1, 2], RpcValue.Parse("[1, 2]").As<int[]>()!);
        Assert.Equal(3, RpcValue.Parse("""{"max_items": 3}""").As<Limits>()!.MaxItems);
        Assert.Equal(new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc), RpcValue.Parse("\"2024-02-29T00:00:00.000000\"").As<DateTime>());
        Assert.Null(RpcValue.Missing.As<string>());
        Assert.Throws<SerializationException>(() => RpcValue.Parse("[1, 2]").As<int>());
    }

    [Fact]
    public void A_number_that_no_reader_takes_is_refused() => Assert.Throws<SerializationException>(() => (RpcValue)BigInteger.Pow(10, 4_300));

    [Fact]
    public async Task An_object_of_values_is_the_arguments_of_a_call()
    {
        await using var transport = await Transport.OpenAsync($"memory://{Guid.NewGuid():N}", new TransportOptions(new JsonPayloadSerializer(Payloads.Default)) { Drivers = new DriverRegistry() });
        var echo = RpcMethod.Create("echo", [new RpcParameter("value", typeof(RpcValue))], call => new ValueTask<Sum>(new Sum(call.Argument<int>("value"))));
        await using var server = RpcServer.Create(transport, new Target { Topic = "t", Server = "s" }, [new RpcEndpoint([echo])]);
        await server.StartAsync();
        var client = new RpcClient(transport, new Target { Topic = "t" });

        Assert.Equal(7, (await client.CallAsync(null, "echo", RpcValue.FromProperties([new("value", 7)])))["total"].GetInt32());
        var error = await Assert.ThrowsAsync<SerializationException>(() => client.CallAsync(null, "echo", RpcValue.FromItems(1)));
        Assert.Contains("has no names", error.Message, StringComparison.Ordinal);
    }

    public sealed record Limits(int MaxItems);
}
