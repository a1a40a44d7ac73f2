using Messaging.Generators.Models;
using Messaging.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Deployed;

/// <summary>A member of a contract as peers see it.</summary>
/// <param name="Kind">What it sends.</param>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Arguments">Its arguments, except the extra ones.</param>
/// <param name="TakesExtra">Whether its servers take arguments of any name.</param>
/// <param name="Result">The type of its result; <see cref="WireTypeNames.Nothing"/> when it has none.</param>
/// <param name="Since">The version that it is sent with.</param>
/// <param name="Throws">The exceptions that it declares, in a contract that is numbered; nothing otherwise, for then every peer reads every
/// failure.</param>
/// <param name="At">Its method; null when it was read from a file.</param>
internal sealed record WireMember(
    MemberKind Kind, string Name, IReadOnlyList<WireArgument> Arguments, bool TakesExtra, string Result, ContractVersion Since,
    IReadOnlyList<WireField> Throws, ISymbol? At = null);
