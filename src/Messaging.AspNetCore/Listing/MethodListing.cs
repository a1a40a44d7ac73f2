using Messaging.Contracts;

namespace Messaging.AspNetCore.Listing;

/// <summary>A method as the application listed it.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="IsOneWay">Whether each request is a cast.</param>
/// <param name="Contract">Its contract, or null when it was listed by name.</param>
/// <param name="Member">The member of the contract, or null.</param>
internal sealed record MethodListing(string Name, bool IsOneWay, RpcContractDescription? Contract, RpcMemberDescription? Member)
{
    public static MethodListing OfName(string name, bool isOneWay) => new(name, isOneWay, null, null);

    public static MethodListing OfMember(RpcContractDescription contract, RpcMemberDescription member) =>
        new(member.Name, member.Kind != RpcMemberKind.Call, contract, member);
}
