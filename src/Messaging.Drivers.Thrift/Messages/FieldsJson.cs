using System.Text.Json.Serialization;

namespace Messaging.Drivers.Thrift.Messages;

/// <summary>The one type that is written without a file that says how: the message of an exception.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FieldsJson : JsonSerializerContext;
