using System.Text.Json.Serialization;

namespace Messaging.Core.Tests.Serialization;

/// <summary>A generated context with types that have no honest form in JSON.</summary>
[JsonSerializable(typeof(UnwritableTypesTests.OnlyFields))]
internal sealed partial class UnwritablePayloads : JsonSerializerContext;
