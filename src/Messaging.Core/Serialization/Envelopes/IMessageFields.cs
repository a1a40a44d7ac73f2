using System.Text.Json;

namespace Messaging.Serialization;

/// <summary>The fields of a kind of message.</summary>
internal interface IMessageFields<T>
    where T : struct
{
    /// <summary>Reads a field of which the reader has read the name, to its last token.</summary>
    static abstract void ReadField(ref Utf8JsonReader reader, ref T fields);
}
