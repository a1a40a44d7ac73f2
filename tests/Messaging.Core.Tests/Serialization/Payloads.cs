using System.Text.Json.Serialization;

namespace Messaging.Core.Tests.Serialization;

/// <summary>The types of a call, known to the compiler.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Terms))]
[JsonSerializable(typeof(Sum))]
internal sealed partial class Payloads : JsonSerializerContext;
