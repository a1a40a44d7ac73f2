namespace Messaging.Generators.Models;

/// <summary>The kind of message that a member of a contract sends. The names are those of the library's own RpcMemberKind.</summary>
internal enum MemberKind
{
    Call,
    Cast,
    Fanout,
}
