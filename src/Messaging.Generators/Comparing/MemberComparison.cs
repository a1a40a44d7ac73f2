using Messaging.Generators.Deployed;

namespace Messaging.Generators.Comparing;

/// <summary>Compares a member with its record.</summary>
internal sealed class MemberComparison(WireSurface deployed, WireContract deployedContract, WireSurface current)
{
    /// <summary>The changes that break some deployed peers.</summary>
    public IReadOnlyList<Breakage> Compare(WireMember before, WireMember now)
    {
        var all = Arguments(before, now).Append(Result(before, now)).Concat(Throws(before, now)).OfType<Breakage>().ToArray();
        if (now.Since.CompareTo(deployedContract.Version) <= 0)
        {
            return all;
        }

        // Deployed servers refuse its version with a clear error. There must be a reason for that.
        return all.Any(change => change.Broken.HasFlag(Peers.Servers))
            ? [.. all.Select(change => change with { Broken = change.Broken & ~Peers.Servers })
                .Where(change => change.Broken != Peers.None)]
            : [.. all, new Breakage($"it is sent with version {now.Since}, which nothing else of it needs", Peers.Servers)];
    }

    private IEnumerable<Breakage?> Arguments(WireMember before, WireMember now)
    {
        List<string> renamed = [];
        for (var place = 0; place < before.Arguments.Count; place++)
        {
            var old = before.Arguments[place];
            if (now.Arguments.FirstOrDefault(argument => argument.Name == old.Name) is { } same)
            {
                yield return Argument(old, same);
                yield return NumberReading.Change(old.Number, same.Number) is { } change
                    ? new Breakage($"the argument '{old.Name}' {change}", Peers.Clients | Peers.Servers)
                    : null;
                continue;
            }

            var removed = (now.TakesExtra ? Peers.None : Peers.Clients) | (old.IsOptional ? Peers.None : Peers.Servers);
            var other = place < now.Arguments.Count && now.Arguments.Count == before.Arguments.Count ? now.Arguments[place] : null;
            if (other?.Type == old.Type && !before.Arguments.Any(argument => argument.Name == other.Name))
            {
                renamed.Add(other.Name);
                yield return Broken($"the argument '{old.Name}' is called '{other.Name}'", removed | Added(before, other));
            }
            else
            {
                yield return Broken($"the argument '{old.Name}' was removed", removed);
            }
        }

        foreach (var argument in now.Arguments
            .Where(argument => !renamed.Contains(argument.Name) && !before.Arguments.Any(old => old.Name == argument.Name)))
        {
            yield return Broken(
                $"the argument '{argument.Name}' was added{(argument.IsOptional ? "" : " without a default")}", Added(before, argument));
        }
    }

    private static Peers Added(WireMember before, WireArgument argument) =>
        (argument.IsOptional ? Peers.None : Peers.Clients) | (before.TakesExtra ? Peers.None : Peers.Servers);

    private Breakage? Argument(WireArgument before, WireArgument now)
    {
        if (before.IsOptional && !now.IsOptional)
        {
            return new Breakage($"the argument '{now.Name}' has no default any more", Peers.Clients);
        }

        return Type($"the argument '{now.Name}'", before.Type, now.Type, Peers.Clients, Peers.Servers);
    }

    private Breakage? Result(WireMember before, WireMember now) =>
        Type("the result", before.Result, now.Result, Peers.Servers, Peers.Clients);

    /// <summary>Only the numbers: every peer can read any other change of an exception.</summary>
    private IEnumerable<Breakage> Throws(WireMember before, WireMember now)
    {
        var reasons = before.Throws.Where(thrown => deployed.Types.ContainsKey(thrown.Name) && current.Types.ContainsKey(thrown.Name))
            .Select(thrown => NumberReading.WhyNot(thrown.Name, deployed.Types[thrown.Name].Fields, current.Types[thrown.Name].Fields))
            .Prepend(NumberReading.WhyNot("its exceptions", before.Throws, now.Throws));
        return reasons.OfType<string>().Select(reason => new Breakage(reason, Peers.Clients | Peers.Servers));
    }

    /// <param name="what">The element that has the type.</param>
    /// <param name="before">Its recorded type.</param>
    /// <param name="now">Its type now.</param>
    /// <param name="writers">The peers that break when a deployed one writes what cannot be read now.</param>
    /// <param name="readers">The peers that break when a deployed one cannot read what is written now.</param>
    private Breakage? Type(string what, string before, string now, Peers writers, Peers readers)
    {
        var written = new TypeReading(current, deployed, isReaderDeployed: false).WhyNot(now, before);
        var read = new TypeReading(deployed, current, isReaderDeployed: true).WhyNot(before, now);
        return Broken(
            before == now ? $"{what} has changed ({written ?? read})" : $"{what} was '{before}' and is '{now}' ({written ?? read})",
            (written is null ? Peers.None : writers) | (read is null ? Peers.None : readers));
    }

    private static Breakage? Broken(string what, Peers broken) => broken == Peers.None ? null : new Breakage(what, broken);
}
