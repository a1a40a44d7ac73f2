using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Serialization;

/// <summary>What JSON cannot stand for is an error and never an empty object; what is honestly empty is one.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A collection of specimens.")]
public sealed class HonestJsonTests
{
    public static TheoryData<object, string> Unwritable => new()
    {
        { Task.FromResult(5), "is a task" },
        { Task.CompletedTask, "is a task" },
        { new ValueTask<int>(5), "is a task" },
        { default(ValueTask), "is a task" },
        { Task.CompletedTask.ConfigureAwait(false), "no public property" },
        { new List<int> { 1 }.GetEnumerator(), "is an enumerator" },
        { new ArrayList().GetEnumerator(), "is an enumerator" },
        { Values(), "" },
        { new MemoryStream([1]), "is a stream" },
        { new StringReader("a"), "is a stream" },
        { (Func<int>)(() => 1), "" },
        { typeof(int), "" },
        { (nint)5, "" },
        { CancellationToken.None, "is a part of this process" },
        { Thread.CurrentThread, "is a part of this process" },
        { new Vector3(1, 2, 3), "no public property" },
        { new FieldsOnly(), "no public property" },
        { new PrivateState(1), "no public property" },
        { (1, 2, 3, 4, 5, 6, 7, 8), "no public property" },
    };

    [Theory]
    [MemberData(nameof(Unwritable), DisableDiscoveryEnumeration = true)]
    public void What_json_cannot_stand_for_is_an_error_wherever_it_is(object value, string why)
    {
        foreach (var serializer in Serializers)
        {
            object[] places = [value, new { Inner = value }, new object[] { value }, new Dictionary<string, object> { ["a"] = value }];
            Assert.All(places, place =>
            {
                var error = Assert.Throws<SerializationException>(() => Write(serializer, place));
                Assert.Contains("The result of 'm'", error.Message, StringComparison.Ordinal);
                Assert.Contains(why, error.Message, StringComparison.Ordinal);
            });
            Assert.Throws<SerializationException>(() => serializer.ArgumentsToBytes("m", new { a = value }));
            Assert.Throws<SerializationException>(() => serializer.PayloadToBytes("e", new { a = value }));
        }
    }

    [Fact]
    public void A_value_whose_declared_type_has_nothing_to_write_is_an_error()
    {
        foreach (var serializer in Serializers)
        {
            Assert.Contains("[JsonDerivedType]", Failure<IMarker>(serializer, new Marked("a")), StringComparison.Ordinal);
            Assert.Contains("[JsonDerivedType]", Failure<EmptyBase>(serializer, new Full("a")), StringComparison.Ordinal);
            Assert.Contains("[JsonDerivedType]", Failure(serializer, new { A = (IMarker)new Marked("a") }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_empty_is_written_as_an_empty_object()
    {
        foreach (var serializer in Serializers)
        {
            Assert.Equal("{}", Write(serializer, new { }));
            Assert.Equal("{}", Write(serializer, new object()));
            Assert.Equal("{}", Write(serializer, new EmptyBase()));
            Assert.Equal("{}", Write(serializer, new EmptyRecord()));
            Assert.Equal("{}", Write(serializer, new LeftOut()));
            Assert.Equal("{}", Write(serializer, new Dictionary<string, int>()));
        }
    }

    [Fact]
    public void Fields_are_written_where_the_options_say_so()
    {
        var serializer = new JsonPayloadSerializer(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), IncludeFields = true });

        Assert.Equal("""{"Value":1}""", Write(serializer, new FieldsOnly()));
    }

    [Fact]
    public void A_converter_of_the_users_writes_what_it_likes()
    {
        var options = JsonPayloadSerializer.CreateOptions(new DefaultJsonTypeInfoResolver());
        options.Converters.Add(new StreamConverter());

        Assert.Equal("\"AQ==\"", Write(new JsonPayloadSerializer(options), new MemoryStream([1])));
    }

    private static IEnumerable<JsonPayloadSerializer> Serializers =>
    [
        JsonPayloadSerializer.ByReflection(),
        new(JsonPayloadSerializer.CreateOptions(new DefaultJsonTypeInfoResolver())),
        new(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }),
    ];

    private static string Failure<T>(JsonPayloadSerializer serializer, T value) =>
        Assert.Throws<SerializationException>(() => Write(serializer, value)).Message;

    private static string Write<T>(JsonPayloadSerializer serializer, T value)
    {
        using var buffer = MessageBuffer.Rent();
        using var writer = new Utf8JsonWriter(buffer);
        serializer.WriteResult(writer, value, "m");
        writer.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static async IAsyncEnumerable<int> Values()
    {
        await Task.Yield();
        yield return 1;
    }

    [SuppressMessage("Design", "CA1051", Justification = "That is what is tried.")]
    public struct FieldsOnly()
    {
        public int Value = 1;
    }

    public sealed class PrivateState(int value)
    {
        private readonly int _value = value;

        public int Add(int other) => _value + other;
    }

    public interface IMarker;

    public sealed record Marked(string Name) : IMarker;

    public class EmptyBase;

    public sealed class Full(string name) : EmptyBase
    {
        public string Name { get; } = name;
    }

    public sealed record EmptyRecord;

    public sealed class LeftOut
    {
        [JsonIgnore]
        public int Secret { get; set; } = 1;
    }

    private sealed class StreamConverter : JsonConverter<MemoryStream>
    {
        public override MemoryStream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, MemoryStream value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value.ToArray());
    }
}
