using System.Collections.Immutable;
using Messaging.Generators.Deployed;
using Messaging.Generators.Reading;
using Messaging.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Messaging.Generators.Comparing;

/// <summary>Compares a contract with its record, and reports which deployed peers its changes break.</summary>
internal sealed class ContractComparison(INamedTypeSymbol type, WireSurface deployed, WireContract recorded, WireSurface current)
{
    /// <summary>The property of a finding with the version that the contract should have, if it is to be changed.</summary>
    internal const string VersionProperty = "Version";

    /// <summary>The property of a finding with the version that the member should have as its Since.</summary>
    internal const string SinceProperty = "Since";

    private readonly Findings _findings = new();
    private readonly WireContract _contract = current.Contracts[0];

    private ContractVersion Next => new(recorded.Version.Major, recorded.Version.Minor + 1, 0);

    public IReadOnlyList<Finding> Compare()
    {
        if (_contract.Version.CompareTo(recorded.Version) < 0)
        {
            AddUnversioned(
                type, type.Name,
                $"its version is {_contract.Version}, and {recorded.Version} is recorded. This breaks deployed clients that need "
                + $"{recorded.Version}, which new servers refuse: set Version back",
                version: recorded.Version);
        }

        var members = new MemberComparison(deployed, recorded, current);
        foreach (var before in recorded.Members)
        {
            if (_contract.Members.FirstOrDefault(member => member.Name == before.Name) is { } now)
            {
                Compare(members, before, now);
            }
            else
            {
                _findings.Add(DeployedRules.Removed, type, $"'{before.Name}' of {type.Name}");
            }
        }

        foreach (var added in _contract.Members.Where(member => !recorded.Members.Any(before => before.Name == member.Name)))
        {
            CheckVersion(added);
        }

        if (_findings.All.Count == 0 && RecordedDifference.Find(deployed, recorded, current) is { } difference)
        {
            _findings.Add(DeployedRules.Unrecorded, type, type.Name, difference);
        }

        return _findings.All;
    }

    private void Compare(MemberComparison members, WireMember before, WireMember now)
    {
        foreach (var change in members.Compare(before, now))
        {
            _findings.Add(DeployedRules.Changed, PlaceOf(now), now.Name, type.Name, change.What, Describe(change.Broken));
        }

        if (now.Since.CompareTo(before.Since) < 0)
        {
            AddUnversioned(
                PlaceOf(now), $"'{now.Name}' of {type.Name}",
                $"it was there since {before.Since} and is sent with {now.Since}. This breaks new clients of servers before "
                + $"{before.Since}, which accept that version and do not have it: set Since back",
                since: before.Since);
        }
    }

    private void CheckVersion(WireMember added)
    {
        if (added.Since.CompareTo(recorded.Version) <= 0)
        {
            AddUnversioned(
                PlaceOf(added), $"'{added.Name}' of {type.Name}",
                $"it is new and is sent with version {added.Since}, which deployed servers accept without having it. {Raise()}",
                version: _contract.Version.CompareTo(Next) < 0 ? Next : null, since: Next);
        }
    }

    private void AddUnversioned(ISymbol at, string what, string why, ContractVersion? version = null, ContractVersion? since = null)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        properties[VersionProperty] = version?.ToString();
        properties[SinceProperty] = since?.ToString();
        _findings.Add(new Finding(DeployedRules.Unversioned, at, what, why) { Properties = properties.ToImmutable(), Beside = type });
    }

    private string Describe(Peers broken)
    {
        var who = broken switch
        {
            Peers.Clients => "deployed clients, when they call new servers",
            Peers.Servers => "deployed servers, when new clients call them",
            _ => "deployed clients and deployed servers, when they meet new ones",
        };
        return broken.HasFlag(Peers.Clients)
            ? $"{who}: leave it as it was and add a member of another name, or raise the major version and serve both"
            : $"{who}: leave it as it was, or let them refuse it by its version. {Raise()}";
    }

    private string Raise() => $"Give the contract Version = \"{Next}\" and the member Since = \"{Next}\"";

    private ISymbol PlaceOf(WireMember member) =>
        member.At is { } method && method.Locations.Any(place => place.IsInSource) ? method : type;
}
