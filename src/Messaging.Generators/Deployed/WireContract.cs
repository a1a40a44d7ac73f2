using Messaging.Generators.Reading;

namespace Messaging.Generators.Deployed;

/// <summary>A contract as peers see it.</summary>
/// <param name="Address">Where it is served.</param>
/// <param name="Version">Up to which version.</param>
/// <param name="Name">The name of its interface, which does not travel.</param>
/// <param name="Members">What can be called.</param>
/// <param name="Line">Where it begins in the file that it was read from, from zero.</param>
internal sealed record WireContract(
    WireAddress Address, ContractVersion Version, string Name, IReadOnlyList<WireMember> Members, int Line = 0);
