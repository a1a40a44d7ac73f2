using System.Text.Json.Serialization;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Contracts;

/// <summary>A class whose properties are numbered, of every type that C# and Thrift both have.</summary>
public sealed class Item
{
    [RpcField(1)]
    public required string Name { get; init; }

    [RpcField(2)]
    public int Count { get; init; }

    [RpcField(3)]
    public long? Price { get; init; }

    [RpcField(4)]
    public Colour Colour { get; init; }

    [RpcField(5)]
    public IReadOnlyList<Size> Sizes { get; init; } = [];

    [RpcField(6)]
    public Dictionary<string, int> Stock { get; init; } = [];

    [RpcField(7)]
    public HashSet<string> Tags { get; init; } = [];

    [RpcField(8)]
    public byte[] Picture { get; init; } = [];

    [RpcField(9), JsonPropertyName("partOf")]
    public Item? PartOf { get; init; }

    [RpcField(10)]
    public IReadOnlyDictionary<int, Colour> Colours { get; init; } = new Dictionary<int, Colour>();

    [RpcField(11)]
    public bool Sold { get; init; }

    [RpcField(12)]
    public sbyte Tiny { get; init; }

    [RpcField(13)]
    public short Small { get; init; }

    [JsonIgnore]
    public string Title => Name.ToUpperInvariant();
}
