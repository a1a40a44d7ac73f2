using System.ComponentModel;
using System.Text.Json;

namespace Messaging.Contracts;

/// <summary>The name of an argument, pre-encoded for writing. For generated code.</summary>
/// <param name="name">The name on the wire.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RpcArgumentName(string name)
{
    internal JsonEncodedText Encoded { get; } = JsonEncodedText.Encode(name);

    /// <summary>The name.</summary>
    public override string ToString() => Encoded.Value;
}
