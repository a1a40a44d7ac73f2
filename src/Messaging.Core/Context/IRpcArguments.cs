using System.ComponentModel;

namespace Messaging.Contracts;

/// <summary>The arguments of a call of a contract's member. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRpcArguments
{
    /// <summary>Writes them, each under its name.</summary>
    /// <param name="writer">The writer.</param>
    void Write(RpcArgumentWriter writer);
}
