using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Messaging.Drivers;

namespace Messaging.Core.Tests.Serialization;

/// <summary>What has no honest form in JSON is an error that says so, whatever options it is written with: never an object that has lost what it held.</summary>
[SuppressMessage("Design", "CA1051", Justification = "Fields are what this is about.")]
public sealed class UnwritableTypesTests
{
    public static TheoryData<string> Options => new("default", "over a resolver", "over a chain", "the user's own", "read-only");

    public static TheoryData<object, string> Unwritable => new()
    {
        { new Vector2(1, 2), "Vector2" },
        { new OnlyFields { Left = 1 }, "OnlyFields" },
        { new OnlySecrets(7), "OnlySecrets" },
        { new Complex(1, 2), "Complex" },
        { Task.FromResult(1), "Task" },
        { new ValueTask<int>(1), "ValueTask" },
        { ValueTask.CompletedTask, "ValueTask" },
        { new List<int> { 1 }.GetEnumerator(), "Enumerator" },
        { new MemoryStream([1, 2]), "MemoryStream" },
        { new StringReader("a"), "StringReader" },
        { CancellationToken.None, "CancellationToken" },
        { new ManualResetEvent(false), "ManualResetEvent" },
        { new Action(() => { }), "Action" },
        { typeof(string), "Type" },
        { typeof(string).GetMethod("Clone", [])!, "MethodInfo" },
        { new AsyncLines(), "AsyncLines" },
        { BigInteger.Pow(10, 4_300), "4300 digits" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Tuples_are_lists_or_refused_and_never_empty_objects(string kind)
    {
        var serializer = new JsonPayloadSerializer(Make(kind));
        if (kind is "the user's own" or "read-only")
        {
            Assert.Contains("tuple", FailToWrite(serializer, (1, "a")).Message, StringComparison.Ordinal);
            Assert.Contains("tuple", FailToWrite(serializer, new { pair = (1, "a") }).Message, StringComparison.Ordinal);
            Assert.ThrowsAny<Exception>(() => serializer.Read<(int, string)>("""{"Item1": 1}"""u8));
        }
        else
        {
            Assert.Equal("[1,\"a\"]", Write(serializer, (1, "a")));
            Assert.Equal("{\"pair\":[1,\"a\"]}", Write(serializer, new { pair = (1, "a") }));
            Assert.Equal((1, "a"), serializer.Read<(int, string)>("[1, \"a\"]"u8));
        }
    }

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void What_cannot_be_written_is_an_error_that_names_it(object value, string name)
    {
        foreach (var kind in Options.Select(row => row.Data).Where(kind => value is not BigInteger || kind.StartsWith("over", StringComparison.Ordinal)))
        {
            var serializer = new JsonPayloadSerializer(Make(kind));

            Assert.Contains(name, FailToWrite(serializer, value).Message, StringComparison.Ordinal);
            var inside = FailToWrite(serializer, new Dictionary<string, object> { ["a"] = new[] { value } });
            Assert.Contains(name, inside.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_part_that_cannot_be_written_is_named_with_its_place()
    {
        var error = FailToWrite(JsonPayloadSerializer.ByReflection(), new { name = "a", place = new { at = new Vector2(1, 2) } });

        Assert.Contains("Vector2", error.Message, StringComparison.Ordinal);
        Assert.Contains("$.place.at", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_be_read_as_nothing_is_refused_too()
    {
        var serializer = JsonPayloadSerializer.ByReflection();

        Assert.ThrowsAny<NotSupportedException>(() => serializer.Read<Vector2>("""{"x": 1, "y": 2}"""u8));
        Assert.ThrowsAny<NotSupportedException>(() => serializer.Read<OnlyFields>("""{"left": 1}"""u8));
        Assert.ThrowsAny<NotSupportedException>(() => serializer.Read<Complex>("""{"real": 1}"""u8));
    }

    [Fact]
    public void What_stands_where_a_type_without_properties_is_declared_is_refused()
    {
        var serializer = JsonPayloadSerializer.ByReflection();

        Assert.Contains("Something", FailToWrite(serializer, new Holder { Nothing = new Something() }).Message, StringComparison.Ordinal);
        Assert.Equal("{\"nothing\":null}", Write(serializer, new Holder()));
        Assert.Equal("{\"value\":1}", Write(serializer, (object)new Something()));
    }

    [Fact]
    public void Long_tuples_and_the_empty_one_are_lists()
    {
        var serializer = JsonPayloadSerializer.ByReflection();
        var ten = (1, 2, 3, 4, 5, 6, 7, "eight", 9.0, (10, 11));

        Assert.Equal("[1,2,3,4,5,6,7,\"eight\",9.0,[10,11]]", Write(serializer, ten));
        Assert.Equal(ten, serializer.Read<(int, int, int, int, int, int, int, string, double, (int, int))>(
            "[1, 2, 3, 4, 5, 6, 7, \"eight\", 9, [10, 11]]"u8));
        Assert.Equal("[]", Write(serializer, default(ValueTuple)));
    }

    [Fact]
    public void An_object_that_holds_nothing_is_an_empty_object()
    {
        var serializer = JsonPayloadSerializer.ByReflection();

        Assert.Equal("{}", Write(serializer, new { }));
        Assert.Equal("{}", Write(serializer, new Marker()));
        Assert.Equal("{}", Write(serializer, new object()));
        Assert.Equal("{}", Write(serializer, new HiddenByTheUser()));
        Assert.Equal("{}", Write(serializer, new Dictionary<string, int>()));
        Assert.NotNull(serializer.Read<Marker>("{}"u8));
    }

    [Fact]
    public void Fields_are_written_where_the_user_wants_them()
    {
        var options = JsonPayloadSerializer.CreateOptions(new DefaultJsonTypeInfoResolver());
        options.IncludeFields = true;
        var serializer = new JsonPayloadSerializer(options);

        Assert.Equal("{\"left\":1}", Write(serializer, new OnlyFields { Left = 1 }));
        Assert.Equal("{\"x\":1.0,\"y\":2.0}", Write(serializer, new Vector2(1, 2)));
        Assert.Equal("{\"shown\":1}", Write(JsonPayloadSerializer.ByReflection(), new ShownField { Shown = 1 }));
    }

    [Fact]
    public void A_converter_of_the_users_makes_a_type_writable()
    {
        var options = JsonPayloadSerializer.CreateOptions(new DefaultJsonTypeInfoResolver());
        options.Converters.Add(new Vector2AsText());

        Assert.Equal("\"a vector\"", Write(new JsonPayloadSerializer(options), new Vector2(1, 2)));
    }

    [Fact]
    public void A_source_generated_context_refuses_them_as_well()
    {
        Assert.Contains("OnlyFields", FailToWrite(new JsonPayloadSerializer(UnwritablePayloads.Default), new OnlyFields()).Message, StringComparison.Ordinal);
        Assert.Contains("OnlyFields", FailToWrite(new JsonPayloadSerializer(JsonPayloadSerializer.CreateOptions(UnwritablePayloads.Default)), new OnlyFields()).Message, StringComparison.Ordinal);
    }

    private static JsonSerializerOptions Make(string kind)
    {
        switch (kind)
        {
            case "default":
                return JsonPayloadSerializer.ByReflection().Options;
            case "over a resolver":
                return JsonPayloadSerializer.CreateOptions(new DefaultJsonTypeInfoResolver());
            case "over a chain":
                return JsonPayloadSerializer.CreateOptions(JsonTypeInfoResolver.Combine(Payloads.Default, new DefaultJsonTypeInfoResolver()).WithAddedModifier(_ => { }));
            case "the user's own":
                return new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
            default:
                var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
                options.MakeReadOnly();
                return options;
        }
    }

    private static SerializationException FailToWrite<T>(JsonPayloadSerializer serializer, T value) =>
        Assert.Throws<SerializationException>(() => Write(serializer, value));

    private static string Write<T>(JsonPayloadSerializer serializer, T value)
    {
        using var buffer = MessageBuffer.Rent();
        using var writer = new Utf8JsonWriter(buffer);
        serializer.WriteResult(writer, value, "m");
        writer.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public sealed class OnlyFields
    {
        public int Left;
    }

    public sealed class OnlySecrets(int secret)
    {
        public int Tell() => secret;
    }

    public sealed class ShownField
    {
        [JsonInclude]
        public int Shown;
    }

    public sealed class Marker;

    public interface INothing;

    public sealed class Something : INothing
    {
        public int Value { get; set; } = 1;
    }

    public sealed class Holder
    {
        public INothing? Nothing { get; set; }
    }

    public sealed class AsyncLines : IAsyncEnumerable<int>
    {
        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    public sealed class HiddenByTheUser
    {
        [JsonIgnore]
        public int Secret { get; set; } = 1;
    }

    private sealed class Vector2AsText : JsonConverter<Vector2>
    {
        public override Vector2 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => default;

        public override void Write(Utf8JsonWriter writer, Vector2 value, JsonSerializerOptions options) => writer.WriteStringValue("a vector");
    }
}
