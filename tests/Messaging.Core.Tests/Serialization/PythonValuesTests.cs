using System.Net;
using System.Numerics;
using System.Text.Json;

namespace Messaging.Core.Tests.Serialization;

/// <summary>The two tables of docs/serialization.md, "Python's values": what jsonutils sends is read so, and what .NET sends is written so.</summary>
public sealed class PythonValuesTests
{
    private static readonly JsonPayloadSerializer Serializer = JsonPayloadSerializer.ByReflection();

    public static TheoryData<string, object?> Read => new()
    {
        { "null", null },
        { "true", true },
        { "\"zo\\u00eb \\ud83d\\ude00\"", "zoë 😀" },
        { "2147483647", int.MaxValue },
        { "-9223372036854775808", long.MinValue },
        { "1208925819614629174706176", BigInteger.Pow(2, 80) },
        { "1208925819614629174706176", (Int128)BigInteger.Pow(2, 80) },
        { "1208925819614629174706176", 1208925819614629174706176m },
        { "1.0", 1.0 },
        { "0.1", 0.1f },
        { "\"2024-02-29T12:34:56.000789\"", new DateTime(2024, 2, 29, 12, 34, 56, DateTimeKind.Utc).AddMicroseconds(789) },
        { "\"2024-02-29 12:34:56\"", new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.Zero) },
        { "\"2024-02-29\"", new DateOnly(2024, 2, 29) },
        { "\"12:34:56\"", new TimeOnly(12, 34, 56) },
        { "\"12345678-1234-5678-1234-567812345678\"", Guid.Parse("12345678-1234-5678-1234-567812345678") },
        { "\"12345678123456781234567812345678\"", Guid.Parse("12345678-1234-5678-1234-567812345678") },
        { "\"2001:db8::1\"", IPAddress.Parse("2001:db8::1") },
        { "[1, 2]", new[] { 1, 2 } },
        { "[1, \"two\", null]", (1, "two", (string?)null) },
        { "[2, 1]", new HashSet<int> { 1, 2 } },
        { "{\"1\": \"a\"}", new Dictionary<int, string> { [1] = "a" } },
        { "\"weekend\"", DateKind.Weekend },
    };

    public static TheoryData<object?, string> Written => new()
    {
        { null, "null" },
        { 'x', "\"x\"" },
        { "a\ud800b", "\"a\\uFFFDb\"" },
        { ulong.MaxValue, "18446744073709551615" },
        { (Int128)BigInteger.Pow(2, 80), "1208925819614629174706176" },
        { BigInteger.Pow(2, 80), "1208925819614629174706176" },
        { 1.0, "1.0" },
        { float.NaN, "NaN" },
        { 1.50m, "1.50" },
        { 15m, "15" },
        { new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2)), "\"2024-02-29T10:00:00.000000\"" },
        { new DateOnly(2024, 2, 29), "\"2024-02-29\"" },
        { new TimeOnly(12, 34, 56), "\"12:34:56\"" },
        { TimeSpan.FromSeconds(90), "\"00:01:30\"" },
        { Guid.Empty, "\"00000000-0000-0000-0000-000000000000\"" },
        { IPAddress.IPv6Loopback, "\"::1\"" },
        { new Uri("http://host/a"), "\"http://host/a\"" },
        { new Version(1, 2), "\"1.2\"" },
        { "é"u8.ToArray(), "\"w6k=\"" },
        { new HashSet<int> { 1 }, "[1]" },
        { (1, "two"), "[1,\"two\"]" },
        { new Dictionary<int, bool> { [1] = true }, "{\"1\":true}" },
        { DateKind.Weekend, "\"weekend\"" },
        { new ArgumentException("x"), "\"ArgumentException(\\u0027x\\u0027)\"" },
    };

    [Theory]
    [MemberData(nameof(Read))]
    public void What_python_sends_is_read(string json, object? expected) =>
        Assert.Equal(expected, JsonSerializer.Deserialize(json, expected?.GetType() ?? typeof(object), Serializer.Options));

    [Theory]
    [MemberData(nameof(Written))]
    public void What_dotnet_sends_is_written(object? value, string expected) =>
        Assert.Equal(expected, JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object), Serializer.Options));

    [Fact]
    public void Half_a_surrogate_pair_is_no_string_and_a_value_all_the_same()
    {
        Assert.ThrowsAny<Exception>(() => Serializer.Read<string>("\"\\udc80\""u8));
        Assert.Equal("\"\\udc80\"", JsonSerializer.Serialize(Serializer.Read<RpcValue>("\"\\udc80\""u8), Serializer.Options));
    }

    public enum DateKind
    {
        Weekday,
        Weekend,
    }
}
