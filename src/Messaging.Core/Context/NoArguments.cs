using System.ComponentModel;

namespace Messaging.Contracts;

/// <summary>The arguments of a member that takes none. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct NoArguments : IRpcArguments
{
    /// <inheritdoc/>
    public void Write(RpcArgumentWriter writer)
    {
    }
}
