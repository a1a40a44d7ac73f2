using System.Globalization;
using Messaging.Soak.Accounts;
using Messaging.Soak.Load;
using Messaging.Soak.Soaking;
using Messaging.Soak.Trials;

namespace Messaging.Soak.Reporting;

/// <summary>Prints the run as Markdown: a row for each fault as it is over, and the account at the end.</summary>
internal sealed class SoakTable(TextWriter output)
{
    public void WriteHead(Arguments arguments, WorkloadOptions options)
    {
        var what = arguments.EachOnce
            ? "every fault once"
            : Invariant($"{arguments.Time.TotalMinutes:0.##} minutes, seed {arguments.Seed} (again: --seed {arguments.Seed})");
        output.WriteLine(Invariant(
            $"{options.Callers} callers, {options.CastsPerSecond} casts a second, timeout of calls {options.CallTimeout.TotalSeconds:0} s; {(arguments.OnCluster ? "three nodes" : "one node")}; {what}\n"));
        output.WriteLine("| at | fault | lasted | outage | all works after | calls failed | casts failed | hung | doubled | wrong |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
    }

    public void WriteFault(TimeSpan at, TrialReport report, Balance before, Balance now)
    {
        var length = report.Length == TimeSpan.Zero ? "" : Seconds(report.Length);
        var recovery = Seconds(report.Recovery) + (report.IsLate ? " LATE" : "")
            + (report.StoodStill > TimeSpan.FromSeconds(1) ? $" (stood still {Seconds(report.StoodStill)})" : "");
        output.WriteLine(Invariant(
            $"| {at:mm\\:ss} | {report.Fault} | {length} | {Seconds(report.Outage)} | {recovery} | {now.CallsFailed - before.CallsFailed} | {now.CastsFailed - before.CastsFailed} | {now.Hung - before.Hung} | {now.Doubled - before.Doubled} | {now.Wrong - before.Wrong} |"));
        output.Flush();
    }

    public void WriteEnd(Balance end, Footprint before, Footprint after, Workload load, IReadOnlyList<TrialReport> reports)
    {
        output.WriteLine("\n| | |\n|---|---|");
        Row("calls made", end.CallsMade);
        Row("calls completed", end.CallsCompleted);
        Row("casts made", end.CastsMade);
        Row("casts confirmed", end.CastsConfirmed);
        foreach (var (kind, count) in end.Failures)
        {
            Row($"failed, {kind}", count);
        }

        Row("**lost**", end.CastsNotRun + end.Pending);
        Row("**hung**", end.Hung);
        Row("**doubled**", end.Doubled);
        Row("**wrong**", end.Wrong);
        Row("casts and marked calls that ran again", end.RanAgain);
        Row("casts deleted with their queue", end.CastsDeleted);
        Row("ended with another's error", end.Unexpected);
        Row("longest outage", Seconds(reports.Select(report => report.Outage).DefaultIfEmpty().Max()));
        Row("longest time until all worked again", Seconds(reports.Select(report => report.Recovery).DefaultIfEmpty().Max()));
        Row("faults after which that took longer than promised", reports.Count(report => report.IsLate));
        Row("this process stood still for", Seconds(load.Standstills.Total));
        Row("calls that wait in the driver at the end", load.PendingCalls);
        Row("on the broker before", before.Broker);
        Row("on the broker after", after.Broker);
        Row("heap before, after", Invariant($"{before.Heap:0.0} MB, {after.Heap:0.0} MB"));
        Row("working set before, after", Invariant($"{before.WorkingSet:0} MB, {after.WorkingSet:0} MB"));
        Row("threads before, after", $"{before.Threads}, {after.Threads}");
        output.WriteLine();
        foreach (var (kind, text) in load.Ledger.Examples)
        {
            output.WriteLine($"For example, {kind}: {text}");
        }

        foreach (var oddity in load.Ledger.Oddities.Take(20))
        {
            output.WriteLine(oddity);
        }
    }

    private static string Seconds(TimeSpan time) => Invariant($"{time.TotalSeconds:0.0} s");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Row(string what, object value) => output.WriteLine(Invariant($"| {what} | {value} |"));
}
