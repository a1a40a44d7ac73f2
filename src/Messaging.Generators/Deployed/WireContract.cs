using Messaging.Generators.Reading;

namespace Messaging.Generators.Deployed;

/// <summary>A contract as peers see it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Version">Its version.</param>
/// <param name="Name">The name of its interface, which is not sent.</param>
/// <param name="Members">Its members.</param>
/// <param name="Line">Where it begins in the file that it was read from, from zero.</param>
internal sealed record WireContract(
    WireAddress Address, ContractVersion Version, string Name, IReadOnlyList<WireMember> Members, int Line = 0);
