namespace Messaging.Soak.Accounts;

/// <summary>The account at one moment.</summary>
internal sealed record Balance
{
    public const string CallPrefix = "call: ";

    public const string CastPrefix = "cast: ";

    public long CallsMade { get; init; }

    public long CallsCompleted { get; init; }

    public long CastsMade { get; init; }

    public long CastsConfirmed { get; init; }

    /// <summary>How many calls and casts ended with which error.</summary>
    public IReadOnlyDictionary<string, long> Failures { get; init; } = new Dictionary<string, long>();

    public long CallsFailed => FailuresOf(CallPrefix);

    public long CastsFailed => FailuresOf(CastPrefix);

    /// <summary>Calls and casts that have not ended.</summary>
    public long Pending { get; init; }

    /// <summary>Confirmed casts that have not run: once all queues are empty, these are lost.</summary>
    public long CastsNotRun { get; init; }

    /// <summary>Confirmed casts that were in a queue when it was deleted by hand.</summary>
    public long CastsDeleted { get; init; }

    /// <summary>Calls that were not marked, and casts, that ran twice in one server.</summary>
    public long Doubled { get; init; }

    /// <summary>Casts and marked calls that ran in a second server, because the broker did not hear from the first that they were done.</summary>
    public long RanAgain { get; init; }

    public long Hung { get; init; }

    public long Wrong { get; init; }

    /// <summary>Calls and casts that ended with what is no error of this library.</summary>
    public long Unexpected { get; init; }

    public TimeSpan LongestOutage { get; init; }

    /// <summary>Whether every promise was kept, once the load has stopped and the queues are empty.</summary>
    public bool IsClean => Pending + CastsNotRun + Doubled + Hung + Wrong + Unexpected == 0;

    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"calls {CallsMade} made, {CallsCompleted} completed; casts {CastsMade} made, {CastsConfirmed} confirmed; failed {CallsFailed + CastsFailed} "
            + $"({string.Join(", ", Failures.Select(kind => $"{kind.Key} {kind.Value}"))}); pending {Pending}, lost {CastsNotRun}, deleted "
            + $"{CastsDeleted}, doubled {Doubled}, again {RanAgain}, hung {Hung}, wrong {Wrong}, unexpected {Unexpected}, longest outage "
            + $"{LongestOutage.TotalSeconds:0.00} s");

    private long FailuresOf(string prefix) =>
        Failures.Where(kind => kind.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(kind => kind.Value);
}
