using System.Globalization;
using Messaging.Benchmarks.Measuring;
using Messaging.Benchmarks.Subjects;

namespace Messaging.Benchmarks.Apart;

/// <summary>
/// The second process of <c>--apart</c>: the server of one subject. It says "ready", answers each line with what it has used so far, and
/// ends with its input.
/// </summary>
internal static class ServerRole
{
    public const string Option = "--serve";

    /// <param name="words">The subject's name, its topic, its port and the broker's URL or nothing.</param>
    public static async Task RunAsync(IReadOnlyList<string> words)
    {
        var setup = new SubjectSetup(
            words[3].Length == 0 ? null : words[3], words[1], int.Parse(words[2], CultureInfo.InvariantCulture), Shape.Call);
        await using var subject = SubjectCatalog.Find(words[0]).Create(setup)!;
        await subject.ServeAsync(CancellationToken.None);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(Write(Usage.OfThisProcess()));
        }
    }

    public static Usage Read(string line)
    {
        var figures = Array.ConvertAll(line.Split(' '), word => long.Parse(word, CultureInfo.InvariantCulture));
        return new Usage(TimeSpan.FromTicks(figures[0]), figures[1], (int)figures[2], (int)figures[3], (int)figures[4]);
    }

    public static string Write(Usage usage) =>
        string.Create(CultureInfo.InvariantCulture, $"{usage.Cpu.Ticks} {usage.Bytes} {usage.Gen0} {usage.Gen1} {usage.Gen2}");
}
