namespace Messaging.Generators.Models;

/// <summary>What a member of a contract sends. The names are those of the library's own RpcMemberKind.</summary>
internal enum MemberKind
{
    Call,
    Cast,
    Fanout,
}
