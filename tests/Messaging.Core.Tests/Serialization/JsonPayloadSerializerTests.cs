using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Serialization;

public sealed class JsonPayloadSerializerTests : IAsyncDisposable
{
    private readonly LogCapture _log = new(TestContext.Current.TestOutputHelper);

    public ValueTask DisposeAsync()
    {
        _log.VerifyNoErrors();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_source_generated_context_serves_a_call_from_end_to_end()
    {
        var options = new TransportOptions(new JsonPayloadSerializer(Payloads.Default)) { Drivers = new DriverRegistry(), LoggerFactory = _log };
        await using var transport = await Transport.OpenAsync("memory://generated", options);
        var add = RpcMethod.Create<Sum>("add", [new RpcParameter("left", typeof(int)), new RpcParameter("right", typeof(int))], call => new(new Sum(call.Argument<int>("left") + call.Argument<int>("right"))));
        await using var server = RpcServer.Create(transport, new Target { Topic = "t", Server = "s" }, [new RpcEndpoint([add])]);
        await server.StartAsync();

        var sum = await new RpcClient(transport, new Target { Topic = "t" }).CallAsync<Sum>(null, "add", new Terms(1, 2));

        Assert.Equal(3, sum.Total);
    }

    [Fact]
    public async Task A_type_that_the_context_does_not_know_is_an_error_that_names_it()
    {
        var options = new TransportOptions(new JsonPayloadSerializer(Payloads.Default)) { Drivers = new DriverRegistry(), LoggerFactory = _log };
        await using var transport = await Transport.OpenAsync("memory://unknown", options);
        var client = new RpcClient(transport, new Target { Topic = "t" });

        var error = await Assert.ThrowsAsync<SerializationException>(() => client.CastAsync(null, "m", new { a = 1 }));

        Assert.Contains("'m'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_written_as_pythons_are()
    {
        Assert.Equal("\"2024-02-29T12:34:56.000789\"", Write(new DateTime(2024, 2, 29, 12, 34, 56, DateTimeKind.Utc).AddTicks(7890)));
        Assert.Equal("\"2024-02-29T10:34:56.000000\"", Write(new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.FromHours(2))));
        Assert.Equal("1.0", Write(1.0));
        Assert.Equal("-0.0", Write(-0.0));
        Assert.Equal("0.1", Write(0.1));
        Assert.Equal("NaN", Write(double.NaN));
        Assert.Equal("-Infinity", Write(float.NegativeInfinity));
        Assert.Equal("1208925819614629174706176", Write(System.Numerics.BigInteger.Pow(2, 80)));
        Assert.Equal("\"127.0.0.1\"", Write(System.Net.IPAddress.Loopback));
        Assert.Equal("{\"page_count\":1}", Write(new { PageCount = 1 }));
        Assert.Equal("{\"KeyOne\":1}", Write(new Dictionary<string, int> { ["KeyOne"] = 1 }));
        Assert.Equal("\"2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d\"", Write(Guid.Parse("2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d")));
    }

    [Fact]
    public void Values_are_read_as_python_writes_them()
    {
        Assert.Equal(new DateTime(2024, 2, 29, 12, 34, 56, DateTimeKind.Utc)
            .AddTicks(7890), Read<DateTime>("\"2024-02-29T12:34:56.000789\""));
        Assert.Equal(DateTimeKind.Utc, Read<DateTime>("\"2026-11-21 01:05:54.849999\"").Kind);
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 10, 34, 56, TimeSpan.Zero), Read<DateTimeOffset>("\"2024-02-29T12:34:56+02:00\""));
        Assert.Throws<JsonException>(() => Read<double>("\"-Infinity\""));
        Assert.Equal(System.Numerics.BigInteger.Pow(2, 80), Read<System.Numerics.BigInteger>("1208925819614629174706176"));
        Assert.Equal(Guid.Parse("2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d"), Read<Guid>("\"2c5ea4c0406711e98bad9b1deb4d3b7d\""));
        Assert.Throws<JsonException>(() => Read<DateTime>("\"yesterday\""));
        Assert.Throws<JsonException>(() => Read<double>("\"1.5\""));
        Assert.Throws<JsonException>(() => Read<System.Numerics.BigInteger>("1.5"));
        Assert.Throws<JsonException>(() => Read<System.Numerics.BigInteger>(new string('9', 5000)));
    }

    [Fact]
    public void Tuples_are_lists_as_in_python()
    {
        Assert.Equal("[1,\"two\",[3.0,null]]", Write((1, "two", (3.0, (string?)null))));
        Assert.Equal("[1]", Write(Tuple.Create(1)));
        Assert.Equal("{\"pair\":[1,2]}", Write(new { Pair = (1, 2) }));
        Assert.Equal((1, "two", (3.0, (string?)null)), Read<(int, string, (double, string?))>("[1, \"two\", [3.0, null]]"));
        Assert.Null(Read<(int, int)?>("null"));
        Assert.Contains("has 1 values, and the tuple 2", Assert.Throws<JsonException>(() => Read<(int, int)>("[1]")).Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => Read<(int, int)>("[1, 2, 3]"));
        Assert.Throws<JsonException>(() => Read<(int, int)>("{}"));
    }

    [Fact]
    public void Options_are_the_users_and_cannot_be_changed_any_more()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        var serializer = new JsonPayloadSerializer(options);

        Assert.Same(options, serializer.Options);
        Assert.True(options.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => new JsonPayloadSerializer(new JsonSerializerOptions()));
    }

    private static string Write<T>(T value)
    {
        var body = Bodies.Result(EnvelopeFormat.Bare, value);
        using var reply = Reply.Read(Encoding.UTF8.GetBytes(body));
        return body[10..body.IndexOf(",\"failure\":", StringComparison.Ordinal)];
    }

    private static T Read<T>(string json) => JsonPayloadSerializer.ByReflection().Read<T>(Encoding.UTF8.GetBytes(json))!;
}
