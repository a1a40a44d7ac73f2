using System.Globalization;
using Messaging.Soak.Hostile.Zoo;

namespace Messaging.Soak.Hostile;

/// <summary>Prints the run as Markdown.</summary>
internal sealed class HostileTable(TextWriter output)
{
    public void Write(TimeSpan length, IReadOnlyList<GoodClients> good, IReadOnlyList<Beast> zoo, ServerMemory memory)
    {
        Line($"{length.TotalMinutes:0.#} minutes\n");
        Line($"| good calls by | made | failed | half within | 99 % within | all within |\n|---|---|---|---|---|---|");
        foreach (var clients in good)
        {
            Line($"| {clients.Name} | {clients.Made} | {clients.Failed} | {clients.Within(0.5):0} ms | {clients.Within(0.99):0} ms | {clients.Within(1):0} ms |");
        }

        Line($"\n| attack | on | times | that failed for the attacker |\n|---|---|---|---|");
        foreach (var beast in zoo)
        {
            Line($"| {beast.Name} | {beast.Where} | {beast.Attacks} | {beast.Repelled} |");
        }

        Line($"\n| the server | MiB |\n|---|---|");
        Line($"| living objects before, after | {memory.HeapBefore:0}, {memory.HeapAfter:0} |");
        Line($"| memory before, most in the first half, most in the second, after | {memory.Before:0}, {memory.MostEarly:0}, {memory.MostLate:0}, {memory.After:0} |");
        foreach (var clients in good.Where(clients => clients.FirstFailure is not null))
        {
            Line($"\nThe first that failed by {clients.Name}, {clients.FirstFailure}");
        }
    }

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
