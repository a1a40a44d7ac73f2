using System.Text.Json.Serialization;

namespace Contracts;

/// <summary>Every type that is sent. Nothing needs reflection, so the programs can be compiled ahead of time.</summary>
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(IReadOnlyList<Item>))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
public sealed partial class StockJson : JsonSerializerContext;
