using System.ComponentModel;

namespace Messaging.Contracts;

/// <summary>The kind of message that a member of a contract sends. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum RpcMemberKind
{
    /// <summary>A call.</summary>
    Call,

    /// <summary>A cast.</summary>
    Cast,

    /// <summary>A cast to every server.</summary>
    Fanout,
}
